using System.Runtime.InteropServices;
using System.Text.Json;
using MlNetCnn.Benchmarks.Workloads;
using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks.Peers;

/// <summary>The files that peers read: the network as JSON and as ONNX, its weights, inputs and targets. One folder per workload.</summary>
/// <param name="folder">Where the folders are.</param>
internal sealed class PeerModels(string folder)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Where a workload's files are.</summary>
    public string FolderOf(Workload workload) => Path.Combine(folder, workload.Name);

    /// <summary>Writes a workload's files anew.</summary>
    public void Write(ModelWorkload workload)
    {
        var own = FolderOf(workload);
        Directory.CreateDirectory(own);
        PeerGraph graph;
        using (var weights = File.Create(Path.Combine(own, "weights.bin"))) graph = PeerGraphBuilder.Build(workload, weights);
        File.WriteAllText(Path.Combine(own, "graph.json"), JsonSerializer.Serialize(graph, Json));
        File.WriteAllBytes(Path.Combine(own, "model.onnx"), OnnxFile.Encode(graph, "weights.bin"));
        Save(own, "inputs.bin", Batches.Inputs(new Shape(graph.InputShape), graph.Batch));
        if (graph.Training is not null) Save(own, "targets.bin", Batches.Targets(new Shape(graph.OutputShape), graph.Batch));
    }

    private static void Save(string folder, string name, Tensor tensor)
    {
        using var file = File.Create(Path.Combine(folder, name));
        file.Write(MemoryMarshal.AsBytes(tensor.Span));
    }
}
