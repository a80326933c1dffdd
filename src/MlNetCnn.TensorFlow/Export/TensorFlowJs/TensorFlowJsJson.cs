using System.Text.Json;

namespace MlNetCnn.TensorFlow;

/// <summary><c>model.json</c> of a TensorFlow.js graph model. The graph is in the JSON form of protocol buffers (version 3).</summary>
internal static class TensorFlowJsJson
{
    public static void Write(Stream stream, GraphDef graph, IReadOnlyList<TensorFlowJsWeights> weights, IReadOnlyList<string> files, TensorFlowJsOptions options)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("format", "graph-model");
        json.WriteString("generatedBy", "2.10.0");
        json.WriteString("convertedBy", "MlNetCnn");
        if (options.Signature is { } signature) WriteSignature(json, signature);
        WriteGraph(json, graph);
        json.WriteStartArray("weightsManifest");
        json.WriteStartObject();
        json.WriteStartArray("paths");
        foreach (var file in files) json.WriteStringValue(file);
        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var weight in weights) WriteWeight(json, weight);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        if (options.Metadata.Count > 0) WriteMetadata(json, options.Metadata);
        json.WriteEndObject();
    }

    private static void WriteGraph(Utf8JsonWriter json, GraphDef graph)
    {
        json.WriteStartObject("modelTopology");
        json.WriteStartArray("node");
        foreach (var node in graph.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("name", node.Name);
            json.WriteString("op", node.Op);
            if (node.Inputs.Count > 0)
            {
                json.WriteStartArray("input");
                foreach (var input in node.Inputs) json.WriteStringValue(input);
                json.WriteEndArray();
            }

            json.WriteStartObject("attr");
            foreach (var (name, value) in node.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(name);
                ProtoJson.Write(json, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("library");
        json.WriteEndObject();
        json.WriteStartObject("versions");
        json.WriteNumber("producer", graph.Producer);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, SavedModelSignature signature)
    {
        json.WriteStartObject("signature");
        foreach (var (kind, tensors) in (ReadOnlySpan<(string, IReadOnlyDictionary<string, SavedModelTensor>)>)[("inputs", signature.Inputs), ("outputs", signature.Outputs)])
        {
            json.WriteStartObject(kind);
            foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                json.WriteString("name", tensor.FullName);
                json.WriteString("dtype", ProtoJson.NameOf(tensor.Type));
                json.WritePropertyName("tensorShape");
                ProtoJson.Write(json, tensor.Shape);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteWeight(Utf8JsonWriter json, TensorFlowJsWeights weight)
    {
        json.WriteStartObject();
        json.WriteString("name", weight.Name);
        json.WriteStartArray("shape");
        foreach (var size in weight.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteString("dtype", weight.Type);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject("userDefinedMetadata");
        foreach (var (name, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(name, text);
        json.WriteEndObject();
    }
}
