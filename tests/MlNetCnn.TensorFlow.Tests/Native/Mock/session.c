/* Sessions: options, devices, runs. */
#include "mock.h"

static pthread_mutex_t gpu_lock = PTHREAD_MUTEX_INITIALIZER;
static int first_gpu = -1;

void Mock_ForgetGpu(void) { first_gpu = -1; }

TF_SessionOptions* TF_NewSessionOptions(void) {
    mock_live[SESSION_OPTIONS]++;
    return calloc(1, sizeof(TF_SessionOptions));
}

void TF_DeleteSessionOptions(TF_SessionOptions* options) {
    mock_live[SESSION_OPTIONS]--;
    free(options);
}

void TF_SetTarget(TF_SessionOptions* options, const char* target) { snprintf(options->target, sizeof options->target, "%s", target); }

/* ConfigProto: device_count 1 (key 1, value 2), gpu_options 6 (visible_device_list 5). */
void TF_SetConfig(TF_SessionOptions* options, const void* proto, size_t size, TF_Status* status) {
    if (mock_fails("TF_SetConfig", status)) return;
    Bytes config = {proto, (const uint8_t*)proto + size};
    Field field, part;
    int more;
    for (size_t i = 0; i < size && i < 250; i++) snprintf(options->hex + 2 * i, 3, "%02X", ((const uint8_t*)proto)[i]);
    while ((more = proto_next(&config, &field)) > 0) {
        if (field.field == 1) {
            int gpu = 0, count = 0;
            while (proto_next(&field.bytes, &part) > 0) {
                if (part.field == 1) gpu = part.bytes.end - part.bytes.at == 3 && memcmp(part.bytes.at, "GPU", 3) == 0;
                if (part.field == 2) count = (int)part.number;
            }
            options->gpus_off |= gpu && count == 0;
        }
        while (field.field == 6 && proto_next(&field.bytes, &part) > 0)
            if (part.field == 5) snprintf(options->visible, sizeof options->visible, "%.*s", (int)(part.bytes.end - part.bytes.at), (const char*)part.bytes.at);
    }
    if (more < 0) set_status(status, INVALID_ARGUMENT, "Unparseable ConfigProto");
}

/* GPUs are numbered from 0 for the process, by the first session that has some. */
static int open_gpus(const TF_SessionOptions* options, TF_Status* status) {
    int seen = mock_gpus(), first = *options->visible ? atoi(options->visible) : 0;
    if (options->gpus_off || !seen || *options->target) return 0;
    if (first >= seen) {
        set_status(status, INVALID_ARGUMENT, "'visible_device_list' listed an invalid Device id '%d' but visible device count is %d", first, seen);
        return 0;
    }
    pthread_mutex_lock(&gpu_lock);
    if (first_gpu >= 0 && first_gpu != first)
        set_status(status, ALREADY_EXISTS, "TensorFlow device (GPU:0) is being mapped to multiple devices (%d now, and %d previously), which is not supported.", first, first_gpu);
    else first_gpu = first;
    pthread_mutex_unlock(&gpu_lock);
    return *options->visible ? 1 : seen;
}

static TF_Session* open_session(TF_Graph* graph, const TF_SessionOptions* options, TF_Status* status) {
    mock_log("session target=%s config=%s\n", options->target, options->hex);
    int gpus = open_gpus(options, status);
    if (status->code) return NULL;
    TF_Session* session = calloc(1, sizeof(TF_Session));
    session->graph = graph;
    session->gpus = gpus;
    snprintf(session->target, sizeof session->target, "%s", options->target);
    pthread_mutex_init(&session->lock, NULL);
    graph->sessions++;
    mock_live[SESSIONS]++;
    return session;
}

TF_Session* TF_NewSession(TF_Graph* graph, const TF_SessionOptions* options, TF_Status* status) {
    return mock_fails("TF_NewSession", status) ? NULL : open_session(graph, options, status);
}

static void free_bytes(void* bytes, size_t size) {
    (void)size;
    free(bytes);
}

static int has_tag(Bytes meta, const char* tag) {
    Field field, part;
    while (proto_next(&meta, &field) > 0)
        while (field.field == 1 && proto_next(&field.bytes, &part) > 0)
            if (part.field == 4 && strlen(tag) == (size_t)(part.bytes.end - part.bytes.at) && memcmp(tag, part.bytes.at, strlen(tag)) == 0) return 1;
    return 0;
}

/* SavedModel: meta_graphs 2; MetaGraphDef: meta_info_def 1 (tags 4), graph_def 2. Variables stay without values. */
TF_Session* TF_LoadSessionFromSavedModel(const TF_SessionOptions* options, const TF_Buffer* run_options, const char* folder, const char* const* tags, int count, TF_Graph* graph, TF_Buffer* meta,
                                         TF_Status* status) {
    char path[1024];
    (void)run_options;
    if (mock_fails("TF_LoadSessionFromSavedModel", status)) return NULL;
    snprintf(path, sizeof path, "%s/saved_model.pb", folder);
    FILE* file = fopen(path, "rb");
    if (!file) {
        set_status(status, NOT_FOUND, "Could not find SavedModel .pb or .pbtxt at supplied export directory path: %s", folder);
        return NULL;
    }
    static uint8_t text[1 << 20];
    Bytes model = {text, text + fread(text, 1, sizeof text, file)};
    fclose(file);
    Field field, part;
    while (proto_next(&model, &field) > 0) {
        int all = field.field == 2;
        for (int i = 0; i < count; i++) all = all && has_tag(field.bytes, tags[i]);
        if (!all) continue;
        size_t size = (size_t)(field.bytes.end - field.bytes.at);
        void* copy = malloc(size + 1);
        memcpy(copy, field.bytes.at, size);
        if (meta->deallocator) meta->deallocator((void*)meta->data, meta->length);
        *meta = (TF_Buffer){copy, size, free_bytes};
        while (proto_next(&field.bytes, &part) > 0)
            if (part.field == 2) graph_import(graph, part.bytes, status);
        return status->code ? NULL : open_session(graph, options, status);
    }
    set_status(status, NOT_FOUND, "Could not find meta graph def matching supplied tags");
    return NULL;
}

void TF_CloseSession(TF_Session* session, TF_Status* status) {
    session->closed = 1;
    mock_fails("TF_CloseSession", status);
}

void TF_DeleteSession(TF_Session* session, TF_Status* status) {
    int fails = mock_fails("TF_DeleteSession", status);
    if (!session->closed || session->running) mock_violations++;
    if (fails) mock_log("delete failed\n");
    for (int i = 0; i < session->variables; i++) {
        value_drop(session->variable[i]->value);
        free(session->variable[i]->name);
        free(session->variable[i]);
    }
    free(session->variable);
    session->graph->sessions--;
    graph_release(session->graph);
    free(session);
    mock_live[SESSIONS]--;
}

typedef struct { int gpus; char name[1 + 16][64]; } TF_DeviceList;

TF_DeviceList* TF_SessionListDevices(TF_Session* session, TF_Status* status) {
    if (mock_fails("TF_SessionListDevices", status)) return NULL;
    TF_DeviceList* list = calloc(1, sizeof(TF_DeviceList));
    const char* task = *session->target ? "/job:worker/replica:0/task:0" : "/job:localhost/replica:0/task:0";
    list->gpus = session->gpus;
    snprintf(list->name[0], 64, "%s/device:CPU:0", task);
    for (int i = 0; i < list->gpus; i++) snprintf(list->name[i + 1], 64, "%s/device:GPU:%d", task, i);
    mock_live[DEVICE_LISTS]++;
    return list;
}

void TF_DeleteDeviceList(TF_DeviceList* list) {
    mock_live[DEVICE_LISTS]--;
    free(list);
}

int TF_DeviceListCount(const TF_DeviceList* list) { return list->gpus + 1; }
const char* TF_DeviceListName(const TF_DeviceList* list, int index, TF_Status* status) { return mock_fails("TF_DeviceListName", status) ? NULL : list->name[index]; }
const char* TF_DeviceListType(const TF_DeviceList* list, int index, TF_Status* status) { (void)list; return mock_fails("TF_DeviceListType", status) ? NULL : index ? "GPU" : "CPU"; }
int64_t TF_DeviceListMemoryBytes(const TF_DeviceList* list, int index, TF_Status* status) { (void)list; return mock_fails("TF_DeviceListMemoryBytes", status) ? -1 : index ? 8LL << 30 : 256 << 20; }

/* What a run has computed: done nodes and their outputs. */
typedef struct { TF_Session* session; int nodes; char* done; TF_Tensor** value; TF_Status* status; } Run;

static TF_Tensor** at(Run* run, TF_Output output) { return &run->value[output.node->index * MAX_OUTPUTS + output.index]; }

static void need(Run* run, TF_Operation* node) {
    TF_Tensor *in[8], *out[MAX_OUTPUTS] = {0};
    if (run->status->code || run->done[node->index]) return;
    run->done[node->index] = 1;
    for (int i = 0; i < node->controls; i++) need(run, node->control[i]);
    for (int i = 0; i < node->inputs && i < 8; i++) {
        if (!*at(run, node->input[i])) need(run, node->input[i].node);
        if (run->status->code) return;
        in[i] = *at(run, node->input[i]);
    }
    if (run->status->code) return;
    kernel_run(run->session, node, in, out, run->status);
    for (int i = 0; i < kernel_outputs(node); i++) {
        TF_Tensor** place = at(run, (TF_Output){node, i});
        if (*place) value_drop(out[i]); /* fed */
        else *place = out[i];
    }
}

void TF_SessionRun(TF_Session* session, const TF_Buffer* run_options, const TF_Output* inputs, TF_Tensor* const* input_values, int ninputs, const TF_Output* outputs, TF_Tensor** output_values,
                   int noutputs, TF_Operation* const* targets, int ntargets, TF_Buffer* run_metadata, TF_Status* status) {
    (void)run_options;
    (void)run_metadata;
    for (int i = 0; i < noutputs; i++) output_values[i] = NULL;
    if (mock_fails("TF_SessionRun", status)) return;
    if (session->closed) { set_status(status, CANCELLED, "Session has been closed."); return; }
    session->running++;
    mock_enter();
    pthread_mutex_lock(&session->graph->lock);
    int nodes = session->graph->nodes;
    pthread_mutex_unlock(&session->graph->lock);
    Run run = {session, nodes, calloc((size_t)nodes + 1, 1), calloc((size_t)nodes * MAX_OUTPUTS + 1, sizeof(void*)), status};
    for (int i = 0; i < ninputs; i++) {
        if (*at(&run, inputs[i])) set_status(status, INVALID_ARGUMENT, "Tensor %s:%d is fed twice", inputs[i].node->name, inputs[i].index);
        else *at(&run, inputs[i]) = value_share(input_values[i]);
        if (kernel_outputs(inputs[i].node) == 1) run.done[inputs[i].node->index] = 1;
    }
    for (int i = 0; i < ntargets; i++) need(&run, targets[i]);
    for (int i = 0; i < noutputs; i++) if (!*at(&run, outputs[i])) need(&run, outputs[i].node);
    /* As TensorFlow may, it hands out what it has before it fails. */
    int give = mock_fails("outputs", NULL) ? noutputs - 1 : noutputs;
    for (int i = 0; i < give && !status->code; i++) {
        output_values[i] = value_share(*at(&run, outputs[i]));
        mock_live[TENSORS]++;
    }
    if (give < noutputs) set_status(status, 13, "An output could not be copied");
    for (int i = 0; i < nodes * MAX_OUTPUTS; i++) value_drop(run.value[i]);
    free(run.value);
    free(run.done);
    mock_leave();
    session->running--;
}
