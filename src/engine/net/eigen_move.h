/* Moving one eigenvalue of a real matrix and keeping its eigenvectors, all other eigenvalues and theirs.

   With W v = a v and u' W = a u' (u the left eigenvector), W + (b - a) v u' / (u' v) has b in the place of a: u is orthogonal to every
   other right eigenvector, so nothing else moves. A conjugate pair moves together, by twice the real part of that, and W stays real. The
   entries of W move by 1 / s times the distance, s = |u' v| / (||u|| ||v||); where s is nearly 0 W is close to a defective matrix, which
   has no such v and u. (Wilkinson 1965; Golub & Van Loan, section 7.2.) The vectors come from inverse iteration. */
#ifndef UNROLL_ENGINE_NET_EIGEN_MOVE_H
#define UNROLL_ENGINE_NET_EIGEN_MOVE_H
#include <stdbool.h>
#include <stddef.h>

typedef enum EigenMove {
    EIGEN_MOVED,
    EIGEN_IS_REAL,   /* a real eigenvalue cannot leave the real axis alone; W is as it was, as below */
    EIGEN_DEFECTIVE, /* s is below EIGEN_LEAST: W is too close to defective */
    EIGEN_NOT_FOUND  /* (re, im) is no eigenvalue, or a number is not finite */
} EigenMove;

#define EIGEN_LEAST 1e-4

size_t eigen_move_work(int n); /* doubles */

/* What the eigenvalue (re, im) of W changes by for each entry of W: share (n, n, 2) = v_j u_i / (u' v), real and imaginary part. Summed with
   the entries of W as factors they are the eigenvalue. False where it was not found or W is too close to defective. */
bool eigen_find_shares(double *share, const double *W, int n, double *work, double re, double im);

/* W (n, n), row-major. re, im: an eigenvalue of it; to_re, to_im: where it goes, together with its conjugate. condition: s; NaN where it
   was not found. */
EigenMove eigen_move(double *W, int n, double *work, double re, double im, double to_re, double to_im, double *condition);

#endif
