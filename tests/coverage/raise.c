/* Only in builds that count what is reached (UNROLL_COVERAGE): a program that ends by a signal, as one that was interrupted does, writes what it
   has counted before. The linker sends its calls of raise here (--wrap in CMakeLists.txt). */
#include <signal.h>

void __gcov_dump(void);
int __real_raise(int number);
int __wrap_raise(int number);

int __wrap_raise(int number) {
    __gcov_dump();
    return __real_raise(number);
}
