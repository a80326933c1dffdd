using System.Text.Json.Nodes;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Conformance.Graphs;

namespace MlNetCnn.Conformance.Files;

/// <summary>The graphs that the suite runs, as files, with what to feed and what should come out: <c>manifest.json</c> says it, run after run.</summary>
internal static class GraphFolder
{
    /// <summary>All graphs.</summary>
    public static IReadOnlyList<WrittenGraph> All { get; } = [.. FrozenGraphs.List, .. GradientGraphs.List, .. TrainingGraphs.List, .. SavedModels.List];

    /// <summary>Writes them.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>How many there are.</returns>
    public static int Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        var entries = new JsonArray();
        foreach (var graph in All) entries.Add(Write(folder, graph));
        Manifest.Write(Path.Combine(folder, "manifest.json"), entries);
        return entries.Count;
    }

    private static JsonObject Write(string folder, WrittenGraph graph)
    {
        var script = graph.Script();
        var expected = new Queue<float[]>(graph.Ask(Contenders.Reference).Values);
        return new JsonObject
        {
            ["name"] = graph.Name,
            ["kind"] = graph.Kind,
            ["file"] = graph.Save(Path.Combine(folder, graph.Name)),
            ["runs"] = new JsonArray([.. script.Runs.Select((run, i) => new JsonObject
            {
                ["feeds"] = new JsonArray([.. run.Feeds.Select((feed, j) => Array(folder, $"{graph.Name}.{i}.in{j}.npy", feed.Node, file => NpyWriter.Write(file, feed.Tensor)))]),
                ["fetches"] = new JsonArray([.. run.Fetches.Select((fetch, j) =>
                {
                    var values = expected.Dequeue();
                    var entry = Array(folder, $"{graph.Name}.{i}.out{j}.npy", fetch.Node, file => NpyWriter.Write(file, [values.Length], values));
                    entry["what"] = fetch.What;
                    entry["gradient"] = fetch.IsGradient;
                    return entry;
                })]),
                ["targets"] = new JsonArray([.. run.Targets.Select(target => (JsonNode)target)]),
            })]),
        };
    }

    private static JsonObject Array(string folder, string name, string node, Action<string> write)
    {
        write(Path.Combine(folder, "data", name));
        return new JsonObject { ["node"] = node, ["file"] = $"data/{name}" };
    }
}
