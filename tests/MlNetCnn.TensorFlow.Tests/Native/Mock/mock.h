/* A stand-in for TensorFlow's C library, for tests of what calls it: it counts what is alive, logs what it is told, fails where it is told to, and computes a few operations on
   float32. Signatures as in tensorflow/c/c_api.h, tf_tensor.h and tf_tstring.h. */
#ifndef MOCK_H
#define MOCK_H

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef MOCK_VERSION
#define MOCK_VERSION "2.16.1-mock"
#endif

enum { OK = 0, CANCELLED = 1, INVALID_ARGUMENT = 3, DEADLINE_EXCEEDED = 4, NOT_FOUND = 5, ALREADY_EXISTS = 6, FAILED_PRECONDITION = 9, UNIMPLEMENTED = 12 };
enum { DT_FLOAT = 1, DT_DOUBLE = 2, DT_INT32 = 3, DT_STRING = 7, DT_INT64 = 9, DT_BOOL = 10, DT_RESOURCE = 20 };
enum { MAX_DIMS = 8, MAX_OUTPUTS = 8 };

/* What is alive. Values are the memory of tensors, however many hold it. */
enum { STATUSES, BUFFERS, IMPORT_OPTIONS, GRAPHS, SESSION_OPTIONS, SESSIONS, DEVICE_LISTS, TENSORS, VALUES, STRINGS, KINDS };
extern atomic_long mock_live[KINDS];
extern atomic_long mock_violations;

typedef struct { int code; char message[1024]; } TF_Status;
typedef struct { const void* data; size_t length; void (*deallocator)(void*, size_t); } TF_Buffer;
typedef struct { char* text; size_t size; size_t magic; } TF_TString;

/* Memory of a tensor; shared by reference, as TensorFlow does. */
typedef struct { atomic_int references; int type, rank, own_strings; int64_t sizes[MAX_DIMS]; size_t bytes; void* data; } TF_Tensor;

typedef struct { const uint8_t *at, *end; } Bytes;
typedef struct { char* name; Bytes value; } Attribute;
typedef struct TF_Operation TF_Operation;
typedef struct { TF_Operation* node; int index; } TF_Output;
struct TF_Operation {
    char *name, *op;
    int index, kernel, inputs, controls, attributes;
    TF_Output* input;
    TF_Operation** control;
    Attribute* attribute;
};
typedef struct { pthread_mutex_t lock; int nodes, sessions, deleted; TF_Operation** node; } TF_Graph;
typedef struct { char* name; pthread_mutex_t lock; TF_Tensor* value; } Variable;
typedef struct { char target[256]; int gpus_off; char visible[64]; char hex[512]; } TF_SessionOptions;
typedef struct { TF_Graph* graph; pthread_mutex_t lock; int variables; Variable** variable; int gpus, closed; atomic_int running; char target[256]; } TF_Session;

/* control.c */
void mock_log(const char* format, ...);
int mock_fails(const char* function, TF_Status* status);
int mock_gpus(void);
void mock_wait(int runs, TF_Status* status);
void mock_enter(void);
void mock_leave(void);
void set_status(TF_Status* status, int code, const char* format, ...);

/* values.c */
TF_Tensor* value_new(int type, int rank, const int64_t* sizes);
TF_Tensor* value_share(TF_Tensor* value);
void value_drop(TF_Tensor* value);
int64_t value_count(const TF_Tensor* value);
size_t size_of(int type);
void TF_StringInit(TF_TString* s);
void TF_StringCopy(TF_TString* s, const char* text, size_t size);
void TF_StringDealloc(TF_TString* s);

/* proto.c: a walk over protocol-buffer messages. */
typedef struct { int field, type; uint64_t number; Bytes bytes; } Field;
int proto_next(Bytes* message, Field* field); /* 1 for a field, 0 at the end, -1 for nonsense */
char* proto_text(Bytes bytes);
Bytes attr(const TF_Operation* node, const char* name);
int64_t attr_int(const TF_Operation* node, const char* name, int field, int64_t otherwise);
char* attr_text(const TF_Operation* node, const char* name);
TF_Tensor* attr_tensor(const TF_Operation* node, const char* name);

/* graph.c */
void graph_import(TF_Graph* graph, Bytes def, TF_Status* status);
void graph_release(TF_Graph* graph);

/* kernels.c */
extern const char* const kernel_names[];
int kernel_find(const char* op);
int kernel_outputs(const TF_Operation* node);
void kernel_run(TF_Session* session, const TF_Operation* node, TF_Tensor** inputs, TF_Tensor** outputs, TF_Status* status);

#endif
