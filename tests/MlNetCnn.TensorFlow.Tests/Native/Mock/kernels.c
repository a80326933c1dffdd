/* The operations: float32, no broadcasting but that of scalars. */
#include "mock.h"

typedef struct { TF_Session* session; const TF_Operation* node; TF_Tensor **in, **out; TF_Status* status; } Call;

static float* floats(TF_Tensor* value) { return value->data; }

static void no_kernel(Call* c) { set_status(c->status, UNIMPLEMENTED, "No OpKernel was registered to support Op '%s'", c->node->op); }

static void placeholder(Call* c) { set_status(c->status, INVALID_ARGUMENT, "You must feed a value for placeholder tensor '%s'", c->node->name); }
static void identity(Call* c) { c->out[0] = value_share(c->in[0]); }
static void constant(Call* c) { c->out[0] = attr_tensor(c->node, "value"); }
static void nothing(Call* c) { (void)c; }

static void binary(Call* c) {
    TF_Tensor *x = c->in[0], *y = c->in[1], *large = value_count(x) >= value_count(y) ? x : y;
    int64_t count = value_count(large), xs = value_count(x) > 1, ys = value_count(y) > 1;
    if ((xs && value_count(x) != count) || (ys && value_count(y) != count)) {
        set_status(c->status, INVALID_ARGUMENT, "Incompatible shapes: [%lld] vs. [%lld]\n\t [[{{node %s}}]]", (long long)value_count(x), (long long)value_count(y), c->node->name);
        return;
    }
    c->out[0] = value_new(DT_FLOAT, large->rank, large->sizes);
    int mul = strcmp(c->node->op, "Mul") == 0;
    for (int64_t i = 0; i < count; i++) {
        float a = floats(x)[xs ? i : 0], b = floats(y)[ys ? i : 0];
        floats(c->out[0])[i] = mul ? a * b : a + b;
    }
}

static void matmul(Call* c) {
    TF_Tensor *a = c->in[0], *b = c->in[1];
    if (a->rank != 2 || b->rank != 2 || a->sizes[1] != b->sizes[0]) {
        set_status(c->status, INVALID_ARGUMENT, "Matrix size-incompatible: In[0]: [%lld,%lld], In[1]: [%lld,%lld]\n\t [[{{node %s}}]]", (long long)a->sizes[0], (long long)a->sizes[1],
            (long long)b->sizes[0], (long long)b->sizes[1], c->node->name);
        return;
    }
    int64_t rows = a->sizes[0], inner = a->sizes[1], columns = b->sizes[1];
    c->out[0] = value_new(DT_FLOAT, 2, (int64_t[]){rows, columns});
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j++) {
            double sum = 0;
            for (int64_t k = 0; k < inner; k++) sum += (double)floats(a)[i * inner + k] * floats(b)[k * columns + j];
            floats(c->out[0])[i * columns + j] = (float)sum;
        }
}

static void relu(Call* c) {
    c->out[0] = value_new(DT_FLOAT, c->in[0]->rank, c->in[0]->sizes);
    for (int64_t i = 0; i < value_count(c->in[0]); i++) floats(c->out[0])[i] = floats(c->in[0])[i] > 0 ? floats(c->in[0])[i] : 0;
}

/* Along the first dimension only. */
static void split(Call* c) {
    TF_Tensor* value = c->in[1];
    int parts = kernel_outputs(c->node);
    int64_t sizes[MAX_DIMS];
    memcpy(sizes, value->sizes, sizeof sizes);
    sizes[0] /= parts;
    for (int i = 0; i < parts; i++) {
        c->out[i] = value_new(value->type, value->rank, sizes);
        memcpy(c->out[i]->data, (char*)value->data + (size_t)i * c->out[i]->bytes, c->out[i]->bytes);
    }
}

static void cast(Call* c) {
    int type = (int)attr_int(c->node, "DstT", 6, DT_FLOAT);
    c->out[0] = value_new(type, c->in[0]->rank, c->in[0]->sizes);
    for (int64_t i = 0; i < value_count(c->in[0]); i++) {
        float value = floats(c->in[0])[i];
        if (type == DT_DOUBLE) ((double*)c->out[0]->data)[i] = value;
        if (type == DT_INT32) ((int32_t*)c->out[0]->data)[i] = (int32_t)value;
        if (type == DT_INT64) ((int64_t*)c->out[0]->data)[i] = (int64_t)value;
        if (type == DT_BOOL) ((uint8_t*)c->out[0]->data)[i] = value != 0;
    }
}

/* Variables are the session's, by shared_name, else by the node's name. */
static void var_handle(Call* c) {
    char* name = attr_text(c->node, "shared_name");
    TF_Session* s = c->session;
    Variable* found = NULL;
    if (!*name) { free(name); name = strdup(c->node->name); }
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < s->variables && !found; i++)
        if (strcmp(s->variable[i]->name, name) == 0) found = s->variable[i];
    if (!found) {
        found = calloc(1, sizeof(Variable));
        found->name = strdup(name);
        pthread_mutex_init(&found->lock, NULL);
        s->variable = realloc(s->variable, sizeof(void*) * (size_t)(s->variables + 1));
        s->variable[s->variables++] = found;
    }
    pthread_mutex_unlock(&s->lock);
    free(name);
    c->out[0] = value_new(DT_RESOURCE, 0, NULL);
    *(Variable**)c->out[0]->data = found;
}

static void read_variable(Call* c) {
    Variable* v = *(Variable**)c->in[0]->data;
    pthread_mutex_lock(&v->lock);
    if (v->value) c->out[0] = value_share(v->value);
    else set_status(c->status, FAILED_PRECONDITION, "Error while reading resource variable %s from Container: localhost. This could mean that the variable was uninitialized.", v->name);
    pthread_mutex_unlock(&v->lock);
}

static void assign(Call* c) {
    Variable* v = *(Variable**)c->in[0]->data;
    pthread_mutex_lock(&v->lock);
    value_drop(v->value);
    v->value = value_share(c->in[1]);
    pthread_mutex_unlock(&v->lock);
}

/* AssignSubVariableOp: v - value. ResourceApplyGradientDescent: v - alpha * delta. Readers keep the old memory. */
static void subtract(Call* c) {
    Variable* v = *(Variable**)c->in[0]->data;
    int descent = strcmp(c->node->op, "ResourceApplyGradientDescent") == 0;
    TF_Tensor* delta = c->in[descent ? 2 : 1];
    float rate = descent ? floats(c->in[1])[0] : 1;
    pthread_mutex_lock(&v->lock);
    if (!v->value || v->value->bytes != delta->bytes) set_status(c->status, FAILED_PRECONDITION, "Variable %s has no value of that shape", v->name);
    else {
        TF_Tensor* next = value_new(DT_FLOAT, delta->rank, delta->sizes);
        for (int64_t i = 0; i < value_count(delta); i++) floats(next)[i] = floats(v->value)[i] - rate * floats(delta)[i];
        value_drop(v->value);
        v->value = next;
    }
    pthread_mutex_unlock(&v->lock);
}

/* For tests: fails with a code and a message; waits at the gate until so many runs have arrived there. */
static void fail(Call* c) {
    char* message = attr_text(c->node, "message");
    set_status(c->status, (int)attr_int(c->node, "code", 3, 2), "%s", message);
    free(message);
}

static void gate(Call* c) {
    mock_wait((int)attr_int(c->node, "runs", 3, 1), c->status);
    c->out[0] = value_share(c->in[0]);
}

static const struct { const char* op; int inputs, outputs; void (*run)(Call*); } kernels[] = {
    {"Placeholder", 0, 1, placeholder}, {"PlaceholderWithDefault", 1, 1, identity}, {"Const", 0, 1, constant}, {"Identity", 1, 1, identity}, {"NoOp", 0, 0, nothing},
    {"AddV2", 2, 1, binary}, {"Mul", 2, 1, binary}, {"MatMul", 2, 1, matmul}, {"Relu", 1, 1, relu}, {"Split", 2, -1, split}, {"Cast", 1, 1, cast}, {"Conv2D", 2, 1, no_kernel},
    {"VarHandleOp", 0, 1, var_handle}, {"ReadVariableOp", 1, 1, read_variable}, {"AssignVariableOp", 2, 0, assign}, {"AssignSubVariableOp", 2, 0, subtract},
    {"ResourceApplyGradientDescent", 3, 0, subtract}, {"Fail", 0, 1, fail}, {"Gate", 1, 1, gate},
};

int kernel_find(const char* op) {
    for (int i = 0; i < (int)(sizeof kernels / sizeof kernels[0]); i++)
        if (strcmp(kernels[i].op, op) == 0) return i;
    return -1;
}

int kernel_outputs(const TF_Operation* node) {
    int outputs = kernels[node->kernel].outputs;
    if (outputs < 0) outputs = (int)attr_int(node, "num_split", 3, 1);
    return outputs > MAX_OUTPUTS ? MAX_OUTPUTS : outputs;
}

void kernel_run(TF_Session* session, const TF_Operation* node, TF_Tensor** inputs, TF_Tensor** outputs, TF_Status* status) {
    Call call = {session, node, inputs, outputs, status};
    if (node->inputs != kernels[node->kernel].inputs) set_status(status, INVALID_ARGUMENT, "NodeDef '%s' has %d inputs, not %d", node->name, node->inputs, kernels[node->kernel].inputs);
    else kernels[node->kernel].run(&call);
}
