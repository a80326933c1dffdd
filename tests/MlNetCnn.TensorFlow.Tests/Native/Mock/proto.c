/* Protocol buffers, as far as graphs need them. */
#include "mock.h"

static int varint(Bytes* in, uint64_t* value) {
    *value = 0;
    for (int shift = 0; shift < 64 && in->at < in->end; shift += 7) {
        uint8_t b = *in->at++;
        *value |= (uint64_t)(b & 127) << shift;
        if (b < 128) return 1;
    }
    return 0;
}

int proto_next(Bytes* in, Field* field) {
    uint64_t tag, size;
    if (in->at >= in->end) return 0;
    if (!varint(in, &tag) || tag < 8) return -1;
    field->field = (int)(tag >> 3);
    field->type = (int)(tag & 7);
    field->bytes = (Bytes){in->at, in->at};
    switch (field->type) {
        case 0: return varint(in, &field->number) ? 1 : -1;
        case 1: size = 8; break;
        case 5: size = 4; break;
        case 2: if (!varint(in, &size)) return -1; break;
        default: return -1;
    }
    if (size > (uint64_t)(in->end - in->at)) return -1;
    field->bytes = (Bytes){in->at, in->at + size};
    in->at += size;
    return 1;
}

char* proto_text(Bytes bytes) {
    size_t size = (size_t)(bytes.end - bytes.at);
    char* text = malloc(size + 1);
    memcpy(text, bytes.at, size);
    text[size] = 0;
    return text;
}

Bytes attr(const TF_Operation* node, const char* name) {
    for (int i = 0; i < node->attributes; i++)
        if (strcmp(node->attribute[i].name, name) == 0) return node->attribute[i].value;
    return (Bytes){NULL, NULL};
}

/* AttrValue: s 2, i 3, type 6, tensor 8. */
int64_t attr_int(const TF_Operation* node, const char* name, int wanted, int64_t otherwise) {
    Bytes value = attr(node, name);
    Field field;
    while (proto_next(&value, &field) > 0)
        if (field.field == wanted) return (int64_t)field.number;
    return otherwise;
}

char* attr_text(const TF_Operation* node, const char* name) {
    Bytes value = attr(node, name);
    Field field;
    while (proto_next(&value, &field) > 0)
        if (field.field == 2) return proto_text(field.bytes);
    return calloc(1, 1);
}

/* TensorProto: dtype 1, tensor_shape 2 (dim 2 (size 1)), tensor_content 4, float_val 5, int_val 7, string_val 8. The last value fills what is left. */
TF_Tensor* attr_tensor(const TF_Operation* node, const char* name) {
    Bytes value = attr(node, name), proto = {NULL, NULL};
    Field field, part;
    while (proto_next(&value, &field) > 0)
        if (field.field == 8) proto = field.bytes;
    int type = 0, rank = 0;
    int64_t sizes[MAX_DIMS];
    for (Bytes p = proto; proto_next(&p, &field) > 0;) {
        if (field.field == 1) type = (int)field.number;
        for (Bytes shape = field.bytes; field.field == 2 && proto_next(&shape, &part) > 0;) {
            if (part.field != 2 || rank == MAX_DIMS) continue;
            Field size;
            sizes[rank] = 0;
            for (Bytes dim = part.bytes; proto_next(&dim, &size) > 0;)
                if (size.field == 1) sizes[rank] = (int64_t)size.number;
            rank++;
        }
    }
    TF_Tensor* tensor = value_new(type, rank, sizes);
    int64_t count = value_count(tensor), filled = 0;
    if (type == DT_STRING)
        for (tensor->own_strings = 1; filled < count; filled++) TF_StringInit((TF_TString*)tensor->data + filled);
    filled = 0;
    for (Bytes p = proto; proto_next(&p, &field) > 0;) {
        size_t size = (size_t)(field.bytes.end - field.bytes.at);
        if (field.field == 4 && size == tensor->bytes && size) { memcpy(tensor->data, field.bytes.at, size); filled = count; }
        if (field.field == 5 && size <= tensor->bytes) { memcpy(tensor->data, field.bytes.at, size); filled = (int64_t)size / 4; }
        if (field.field == 7 && field.type == 0 && filled < count) ((int32_t*)tensor->data)[filled++] = (int32_t)field.number;
        for (Bytes packed = field.bytes; field.field == 7 && field.type == 2 && packed.at < packed.end && filled < count; filled++) {
            uint64_t number;
            if (!varint(&packed, &number)) break;
            ((int32_t*)tensor->data)[filled] = (int32_t)number;
        }
        if (field.field == 8 && filled < count) TF_StringCopy((TF_TString*)tensor->data + filled++, (const char*)field.bytes.at, size);
    }
    for (; type != DT_STRING && filled < count; filled++) {
        char* at = (char*)tensor->data + filled * size_of(type);
        if (filled) memcpy(at, at - size_of(type), size_of(type));
        else memset(at, 0, size_of(type));
    }
    return tensor;
}
