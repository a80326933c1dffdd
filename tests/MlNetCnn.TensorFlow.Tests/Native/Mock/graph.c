/* Graphs, and taking GraphDefs: GraphDef node 1; NodeDef name 1, op 2, input 3, attr 5 (key 1, value 2). */
#include "mock.h"

TF_Graph* TF_NewGraph(void) {
    TF_Graph* graph = calloc(1, sizeof(TF_Graph));
    pthread_mutex_init(&graph->lock, NULL);
    mock_live[GRAPHS]++;
    return graph;
}

static void free_node(TF_Operation* node) {
    for (int i = 0; i < node->attributes; i++) {
        free(node->attribute[i].name);
        free((void*)node->attribute[i].value.at);
    }
    free(node->attribute);
    free(node->input);
    free(node->control);
    free(node->name);
    free(node->op);
    free(node);
}

/* Gone when it is deleted and no session holds it. */
void graph_release(TF_Graph* graph) {
    if (!graph->deleted || graph->sessions) return;
    for (int i = 0; i < graph->nodes; i++) free_node(graph->node[i]);
    free(graph->node);
    free(graph);
}

void TF_DeleteGraph(TF_Graph* graph) {
    mock_live[GRAPHS]--;
    graph->deleted = 1;
    graph_release(graph);
}

void* TF_NewImportGraphDefOptions(void) {
    mock_live[IMPORT_OPTIONS]++;
    return malloc(1);
}

void TF_DeleteImportGraphDefOptions(void* options) {
    mock_live[IMPORT_OPTIONS]--;
    free(options);
}

static TF_Operation* find(TF_Operation** nodes, int count, const char* name) {
    for (int i = 0; i < count; i++)
        if (strcmp(nodes[i]->name, name) == 0) return nodes[i];
    return NULL;
}

TF_Operation* TF_GraphOperationByName(TF_Graph* graph, const char* name) {
    pthread_mutex_lock(&graph->lock);
    TF_Operation* node = find(graph->node, graph->nodes, name);
    pthread_mutex_unlock(&graph->lock);
    return node;
}

int TF_OperationNumOutputs(const TF_Operation* node) { return kernel_outputs(node); }

static TF_Operation* parse_node(Bytes def) {
    TF_Operation* node = calloc(1, sizeof(TF_Operation));
    Field field, part;
    node->name = calloc(1, 1);
    node->op = calloc(1, 1);
    while (proto_next(&def, &field) > 0) {
        if (field.field == 1) { free(node->name); node->name = proto_text(field.bytes); }
        if (field.field == 2) { free(node->op); node->op = proto_text(field.bytes); }
        if (field.field != 5) continue;
        node->attribute = realloc(node->attribute, sizeof(Attribute) * (size_t)(node->attributes + 1));
        Attribute* a = &node->attribute[node->attributes++];
        *a = (Attribute){calloc(1, 1), {NULL, NULL}};
        while (proto_next(&field.bytes, &part) > 0) {
            if (part.field == 1) { free(a->name); a->name = proto_text(part.bytes); }
            if (part.field == 2) {
                size_t size = (size_t)(part.bytes.end - part.bytes.at);
                uint8_t* copy = malloc(size + 1);
                memcpy(copy, part.bytes.at, size);
                free((void*)a->value.at);
                a->value = (Bytes){copy, copy + size};
            }
        }
    }
    return node;
}

static void wire(TF_Operation* node, Bytes def, TF_Operation** nodes, int count, TF_Status* status) {
    Field field;
    while (proto_next(&def, &field) > 0) {
        if (field.field != 3) continue;
        char* name = proto_text(field.bytes);
        int control = name[0] == '^', index = 0;
        char* colon = strrchr(name, ':');
        if (colon) { *colon = 0; index = atoi(colon + 1); }
        TF_Operation* source = find(nodes, count, name + control);
        if (!source) set_status(status, INVALID_ARGUMENT, "Node '%s': Unknown input node '%s'", node->name, name);
        else if (!control && index >= kernel_outputs(source)) set_status(status, INVALID_ARGUMENT, "Node '%s': Connecting to invalid output %d of source node %s", node->name, index, name);
        else if (control) {
            node->control = realloc(node->control, sizeof(void*) * (size_t)(node->controls + 1));
            node->control[node->controls++] = source;
        } else {
            node->input = realloc(node->input, sizeof(TF_Output) * (size_t)(node->inputs + 1));
            node->input[node->inputs++] = (TF_Output){source, index};
        }
        free(name);
    }
}

/* All nodes or none; they see each other only, as in TensorFlow, where another import's nodes need an input map. */
void graph_import(TF_Graph* graph, Bytes def, TF_Status* status) {
    pthread_mutex_lock(&graph->lock);
    int before = graph->nodes, count = before, room = before, more;
    Field field;
    for (Bytes d = def; (more = proto_next(&d, &field)) > 0;) room += field.field == 1 && field.type == 2;
    if (more < 0) set_status(status, INVALID_ARGUMENT, "Invalid GraphDef");
    TF_Operation** nodes = malloc(sizeof(void*) * (size_t)(room + 1));
    if (before) memcpy(nodes, graph->node, sizeof(void*) * (size_t)before);
    for (Bytes d = def; !status->code && proto_next(&d, &field) > 0;) {
        if (field.field != 1 || field.type != 2) continue;
        TF_Operation* node = parse_node(field.bytes);
        if (find(nodes, count, node->name)) set_status(status, INVALID_ARGUMENT, "Node name '%s' already exists in the Graph", node->name);
        else if ((node->kernel = kernel_find(node->op)) < 0) set_status(status, NOT_FOUND, "Op type not registered '%s' in binary running on mock.", node->op);
        node->index = count;
        nodes[count++] = node;
    }
    int at = before;
    for (Bytes d = def; !status->code && proto_next(&d, &field) > 0;)
        if (field.field == 1 && field.type == 2) wire(nodes[at], field.bytes, nodes + before, count - before, status), at++;
    if (status->code) {
        for (int i = before; i < count; i++) free_node(nodes[i]);
        free(nodes);
    } else {
        free(graph->node);
        graph->node = nodes;
        graph->nodes = count;
    }
    pthread_mutex_unlock(&graph->lock);
}

void TF_GraphImportGraphDef(TF_Graph* graph, const TF_Buffer* def, const void* options, TF_Status* status) {
    if (!options) mock_violations++;
    if (!mock_fails("TF_GraphImportGraphDef", status)) graph_import(graph, (Bytes){def->data, (const uint8_t*)def->data + def->length}, status);
}
