/* What TensorFlow.NET needs of TensorFlow's C library (tensorflow/c/c_api.h, tf_tensor.h, eager/c_api.h) to hold tensors and graphs. Nothing is computed, and graphs are kept as they came. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct { void* data; size_t length; void (*deallocator)(void*, size_t); } TF_Buffer;
typedef struct { int type, rank; int64_t sizes[8]; size_t bytes; void* data; } TF_Tensor;
typedef struct { void* data; size_t length; } TF_Graph;

void* TF_NewStatus(void) { return malloc(1); }
void TF_DeleteStatus(void* status) { free(status); }
int TF_GetCode(const void* status) { (void)status; return 0; }
const char* TF_Message(const void* status) { (void)status; return ""; }

TF_Tensor* TF_AllocateTensor(int type, const int64_t* sizes, int rank, size_t bytes) {
    TF_Tensor* tensor = calloc(1, sizeof(TF_Tensor));
    tensor->type = type;
    tensor->rank = rank;
    for (int i = 0; i < rank; i++) tensor->sizes[i] = sizes[i];
    tensor->bytes = bytes;
    tensor->data = calloc(1, bytes ? bytes : 1);
    return tensor;
}
void TF_DeleteTensor(TF_Tensor* tensor) { free(tensor->data); free(tensor); }
int TF_TensorType(const TF_Tensor* tensor) { return tensor->type; }
int TF_NumDims(const TF_Tensor* tensor) { return tensor->rank; }
int64_t TF_Dim(const TF_Tensor* tensor, int index) { return tensor->sizes[index]; }
size_t TF_TensorByteSize(const TF_Tensor* tensor) { return tensor->bytes; }
void* TF_TensorData(const TF_Tensor* tensor) { return tensor->data; }
void* TFE_NewTensorHandle(const TF_Tensor* tensor, void* status) { (void)tensor; (void)status; return malloc(1); }
void TFE_DeleteTensorHandle(void* handle) { free(handle); }

static void set(void** data, size_t* length, const void* from, size_t size) {
    *data = malloc(size ? size : 1);
    memcpy(*data, from, size);
    *length = size;
}
TF_Buffer* TF_NewBuffer(void) { return calloc(1, sizeof(TF_Buffer)); }
TF_Buffer* TF_NewBufferFromString(const void* text, size_t length) {
    TF_Buffer* buffer = TF_NewBuffer();
    set(&buffer->data, &buffer->length, text, length);
    return buffer;
}
void TF_DeleteBuffer(TF_Buffer* buffer) { free(buffer->data); free(buffer); }
TF_Graph* TF_NewGraph(void) { return calloc(1, sizeof(TF_Graph)); }
void TF_DeleteGraph(TF_Graph* graph) { free(graph->data); free(graph); }
void* TF_NewImportGraphDefOptions(void) { return malloc(1); }
void TF_DeleteImportGraphDefOptions(void* options) { free(options); }
void TF_ImportGraphDefOptionsSetPrefix(void* options, const char* prefix) { (void)options; (void)prefix; }
void TF_GraphImportGraphDef(TF_Graph* graph, const TF_Buffer* def, const void* options, void* status) {
    (void)options; (void)status;
    set(&graph->data, &graph->length, def->data, def->length);
}
void TF_GraphToGraphDef(const TF_Graph* graph, TF_Buffer* def, void* status) {
    (void)status;
    set(&def->data, &def->length, graph->data, graph->length);
}
