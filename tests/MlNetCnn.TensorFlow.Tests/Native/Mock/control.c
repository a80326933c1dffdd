/* What tests say to the library and ask of it. */
#include "mock.h"

atomic_long mock_live[KINDS];
atomic_long mock_violations;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static char log_text[1 << 16];
static struct { char function[64]; int code; char message[256]; int times; } failure;
static int gpus, arrivals, running, most;

long Mock_Live(int kind) { return atomic_load(&mock_live[kind]); }
long Mock_Violations(void) { return atomic_load(&mock_violations); }

void Mock_Reset(void) {
    pthread_mutex_lock(&lock);
    log_text[0] = 0;
    failure.times = gpus = arrivals = most = 0;
    pthread_mutex_unlock(&lock);
}

/* The next calls of a function fail. */
void Mock_Fail(const char* function, int code, const char* message, int times) {
    pthread_mutex_lock(&lock);
    snprintf(failure.function, sizeof failure.function, "%s", function);
    snprintf(failure.message, sizeof failure.message, "%s", message);
    failure.code = code;
    failure.times = times;
    pthread_mutex_unlock(&lock);
}

void Mock_SetGpus(int count) { gpus = count; }
int mock_gpus(void) { return gpus; }

const char* Mock_Log(void) { return log_text; }

void mock_log(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    pthread_mutex_lock(&lock);
    size_t used = strlen(log_text);
    vsnprintf(log_text + used, sizeof log_text - used, format, arguments);
    pthread_mutex_unlock(&lock);
    va_end(arguments);
}

void set_status(TF_Status* status, int code, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    status->code = code;
    vsnprintf(status->message, sizeof status->message, format, arguments);
    va_end(arguments);
}

/* Every call that has a status clears it, or fails. */
int mock_fails(const char* function, TF_Status* status) {
    int fails = 0;
    if (status) set_status(status, OK, "%s", "");
    pthread_mutex_lock(&lock);
    if (failure.times > 0 && strcmp(failure.function, function) == 0) {
        failure.times--;
        fails = 1;
        if (status) set_status(status, failure.code, "%s", failure.message);
    }
    pthread_mutex_unlock(&lock);
    return fails;
}

void mock_enter(void) {
    pthread_mutex_lock(&lock);
    if (++running > most) most = running;
    pthread_mutex_unlock(&lock);
}

void mock_leave(void) {
    pthread_mutex_lock(&lock);
    running--;
    pthread_mutex_unlock(&lock);
}

/* The most runs that were under way at once. */
int Mock_MostRuns(void) { return most; }

int Mock_Arrivals(void) {
    pthread_mutex_lock(&lock);
    int count = arrivals;
    pthread_mutex_unlock(&lock);
    return count;
}

/* Another arrival at the gate, from outside. */
void Mock_Arrive(void) {
    pthread_mutex_lock(&lock);
    arrivals++;
    pthread_cond_broadcast(&arrived);
    pthread_mutex_unlock(&lock);
}

/* Arrives at the gate and waits there until so many have. */
void mock_wait(int runs, TF_Status* status) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 20;
    pthread_mutex_lock(&lock);
    arrivals++;
    pthread_cond_broadcast(&arrived);
    while (arrivals < runs)
        if (pthread_cond_timedwait(&arrived, &lock, &until)) {
            set_status(status, DEADLINE_EXCEEDED, "%d of %d runs arrived", arrivals, runs);
            break;
        }
    pthread_mutex_unlock(&lock);
}
