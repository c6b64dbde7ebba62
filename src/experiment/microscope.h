/* The numbers that the microscope shows of one lane, measured once for a state of the laboratory: the losses one by one
   (engine/analysis/pulls.h), the eigenvalues of a recurrent block, the singular values of the Jacobian product, the path of the state on
   its principal axes. While a what-if holds numbers, all are of the pass and the weights with them.

   Work that is too long for a frame is done in slices: microscope_measure begins, microscope_advance continues; a number that is not known
   yet is NaN. If even that would take too long the spectrum is left out, and has_spectrum says so. */
#ifndef UNROLL_EXPERIMENT_MICROSCOPE_H
#define UNROLL_EXPERIMENT_MICROSCOPE_H
#include "engine/analysis/axes.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/pulls.h"
#include "engine/analysis/spectrum.h"
#include "engine/analysis/spread.h"
#include "lab/lab.h"

/* The selected lane and gate block. */
typedef struct MicroscopePlace {
    int layer, direction, gate;
} MicroscopePlace;

/* How much it measures: the pictures of the weights and of the activations need less. */
typedef enum MicroscopePart { MICROSCOPE_ALL, MICROSCOPE_BLOCK, MICROSCOPE_SPREADS } MicroscopePart;

enum { MICROSCOPE_STATE_MAX = 64 }; /* numbers in the state (H, with a c 2H) up to which the product's singular values are shown */

/* Large: keep it on the heap. */
typedef struct Microscope {
    bool is_made; /* for the shape below */
    NetSpec spec;
    Wiring wiring;
    bool is_known; /* of `version`, `place` and `part` */
    unsigned long version;
    MicroscopePlace place;
    MicroscopePart part;
    bool has_pulls, has_spectrum, has_axes; /* there was memory, and it does not take too long */
    Pulls pulls;
    BlockSpectra blocks; /* of the selected block alone */
    Spectrum spectrum;
    double *line;  /* (n, T) the spectrum's product, by singular value; owned */
    double *bound; /* (T) Pascanu's bound: (norm of W times the largest slope)^arrows; owned; NaN for cells without such a bound */
    StateAxes axes;
    double *path_x, *path_y;         /* (T) the path on its two widest axes; owned */
    int left;                        /* slices of work still to do: 0, all is known */
    Spread spread[NET_GATE_MAX + 1]; /* for the pre-activations of every gate, and for c */
    int spread_count;
} Microscope;

void microscope_deinit(Microscope *microscope); /* a zeroed one is fine */

/* Measures, unless all is known: everything if `to_the_end`, else what fits into a frame. False if memory is out for all of it. */
bool microscope_measure(Microscope *microscope, const Run *run, unsigned long version, MicroscopePlace place, MicroscopePart part,
                        bool to_the_end);
/* Continues for one frame; the run must still be at that version. Returns whether work is left. */
bool microscope_advance(Microscope *microscope, const Run *run);

#endif
