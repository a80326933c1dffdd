/* Statuses, buffers, tensors and strings. */
#include "mock.h"

const char* TF_Version(void) { return MOCK_VERSION; }

TF_Status* TF_NewStatus(void) {
    mock_live[STATUSES]++;
    return calloc(1, sizeof(TF_Status));
}

void TF_DeleteStatus(TF_Status* status) {
    mock_live[STATUSES]--;
    free(status);
}

int TF_GetCode(const TF_Status* status) { return status->code; }
const char* TF_Message(const TF_Status* status) { return status->message; }

TF_Buffer* TF_NewBuffer(void) {
    mock_live[BUFFERS]++;
    return calloc(1, sizeof(TF_Buffer));
}

void TF_DeleteBuffer(TF_Buffer* buffer) {
    mock_live[BUFFERS]--;
    if (buffer->deallocator) buffer->deallocator((void*)buffer->data, buffer->length);
    free(buffer);
}

size_t size_of(int type) {
    switch (type) {
        case DT_FLOAT: case DT_INT32: return 4;
        case DT_DOUBLE: case DT_INT64: return 8;
        case DT_STRING: return sizeof(TF_TString);
        case DT_RESOURCE: return sizeof(void*);
        default: return 1;
    }
}

int64_t value_count(const TF_Tensor* value) {
    int64_t count = 1;
    for (int i = 0; i < value->rank; i++) count *= value->sizes[i];
    return count;
}

TF_Tensor* value_new(int type, int rank, const int64_t* sizes) {
    TF_Tensor* value = calloc(1, sizeof(TF_Tensor));
    value->references = 1;
    value->type = type;
    value->rank = rank;
    for (int i = 0; i < rank; i++) value->sizes[i] = sizes[i];
    value->bytes = (size_t)value_count(value) * size_of(type);
    if (value->bytes) value->data = aligned_alloc(64, (value->bytes + 63) / 64 * 64);
    if (value->bytes) memset(value->data, 0x5A, value->bytes);
    mock_live[VALUES]++;
    return value;
}

TF_Tensor* value_share(TF_Tensor* value) {
    value->references++;
    return value;
}

void value_drop(TF_Tensor* value) {
    if (!value || --value->references) return;
    if (value->own_strings)
        for (int64_t i = 0; i < value_count(value); i++) TF_StringDealloc((TF_TString*)value->data + i);
    free(value->data);
    free(value);
    mock_live[VALUES]--;
}

TF_Tensor* TF_AllocateTensor(int type, const int64_t* sizes, int rank, size_t bytes) {
    if (mock_fails("TF_AllocateTensor", NULL)) return NULL;
    TF_Tensor* value = value_new(type, rank, sizes);
    if (value->bytes != bytes) mock_violations++;
    mock_live[TENSORS]++;
    return value;
}

void TF_DeleteTensor(TF_Tensor* value) {
    mock_live[TENSORS]--;
    value_drop(value);
}

int TF_TensorType(const TF_Tensor* value) { return value->type; }
int TF_NumDims(const TF_Tensor* value) { return value->rank; }
int64_t TF_Dim(const TF_Tensor* value, int index) { return value->sizes[index]; }
size_t TF_TensorByteSize(const TF_Tensor* value) { return value->bytes; }
void* TF_TensorData(const TF_Tensor* value) { return value->data; }

/* Strings of 24 bytes. Like TensorFlow's, their memory is nobody's affair but their owner's. */
static const size_t string_magic = 0x57121465;

void TF_StringInit(TF_TString* s) { *s = (TF_TString){NULL, 0, string_magic}; }

void TF_StringCopy(TF_TString* s, const char* text, size_t size) {
    if (s->magic != string_magic) { mock_violations++; return; }
    TF_StringDealloc(s);
    mock_live[STRINGS]++;
    s->text = malloc(size + 1);
    if (size) memcpy(s->text, text, size);
    s->size = size;
}

const char* TF_StringGetDataPointer(const TF_TString* s) {
    if (s->magic != string_magic) mock_violations++;
    return s->text;
}

size_t TF_StringGetSize(const TF_TString* s) { return s->size; }

void TF_StringDealloc(TF_TString* s) {
    if (s->magic != string_magic) { mock_violations++; return; }
    if (s->text) mock_live[STRINGS]--;
    free(s->text);
    *s = (TF_TString){NULL, 0, string_magic};
}
