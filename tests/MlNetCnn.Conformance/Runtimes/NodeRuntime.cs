using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Conformance.Runtimes;

/// <summary>A runtime whose packages are npm's, through Node.js and a script.</summary>
internal sealed class NodeRuntime
{
    private readonly string _name;
    private readonly string _node;
    private readonly string _script;
    private readonly string _modules;

    private NodeRuntime(string name, string node, string script, string modules) => (_name, _node, _script, _modules) = (name, node, script, modules);

    /// <summary>ONNX Runtime.</summary>
    public static NodeRuntime? Onnx(string node, string folder, Action<string> say, CancellationToken cancellation) =>
        Find("ONNX Runtime", [new("onnxruntime-node")], "ort.mjs", node, folder, say, cancellation);

    /// <summary>TensorFlow.js on the processor.</summary>
    public static NodeRuntime? TensorFlowJs(string node, string folder, Action<string> say, CancellationToken cancellation) => Find(
        "TensorFlow.js", [.. new[] { "core", "converter", "backend-cpu" }.Select(part => new NodePackage($"@tensorflow/tfjs-{part}", "4.22.0"))], "tfjs.mjs", node, folder, say, cancellation);

    /// <summary>Finds one, or installs it with npm.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="packages">Its packages.</param>
    /// <param name="script">The script that runs it.</param>
    /// <param name="node">Node.js's program.</param>
    /// <param name="folder">Where its packages are, or are put, under <c>node_modules</c>.</param>
    /// <param name="say">Takes what is found, or why it is left out.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <returns>Null where it is not to be had.</returns>
    private static NodeRuntime? Find(
        string name, IReadOnlyList<NodePackage> packages, string script, string node, string folder, Action<string> say, CancellationToken cancellation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "scripts", script);
        var missing = NodePackage.Ensure(node, packages, folder, cancellation);
        var version = missing is null ? ChildProcess.Run(node, [path, "--version", $"--modules={folder}"], cancellation) : null;
        if (version is { Code: not 0 }) missing = $"{packages[0].Name} does not load ({version.LastWords})";
        say(missing is null ? $"{name} {version!.Output.Trim()}" : $"{name}: skipped: {missing}");
        return missing is null ? new(name, node, path, folder) : null;
    }

    /// <summary>Runs cases.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="folder">For values.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="more">What else to say to the script.</param>
    /// <returns>An answer by name of the case.</returns>
    public IReadOnlyDictionary<string, Answer> Run(IReadOnlyList<FileCase> cases, string folder, CancellationToken cancellation, params string[] more)
    {
        var list = Path.Combine(folder, "cases.json");
        File.WriteAllText(list, new JsonArray([.. cases.Select(c => Describe(c, folder))]).ToJsonString());
        var run = ChildProcess.Run(_node, [_script, $"--cases={list}", $"--modules={_modules}", .. more], cancellation);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(e => e.GetProperty("name").GetString()!);
        return cases.ToDictionary(c => c.Case.Name, c => lines.TryGetValue(c.Case.Name, out var line) ? Answer(c, line, folder) : new Answer([], $"{_name} broke off: {run.LastWords}"));
    }

    private static JsonObject Describe(FileCase c, string folder) => new()
    {
        ["name"] = c.Case.Name,
        ["model"] = c.File,
        ["inputs"] = new JsonArray([.. c.Inputs.Select((input, i) =>
        {
            var file = Path.Combine(folder, $"{c.Case.Name}.{i}.in.bin");
            File.WriteAllBytes(file, MemoryMarshal.AsBytes<float>(input.Values).ToArray());
            return new JsonObject { ["name"] = input.Name, ["file"] = file, ["dims"] = new JsonArray([.. input.Shape.Select(d => (JsonNode)d)]) };
        })]),
        ["outputs"] = new JsonArray([.. c.Outputs.Select((name, i) => new JsonObject { ["name"] = name, ["file"] = OutputFile(c, i, folder) })]),
    };

    private static Answer Answer(FileCase c, JsonElement line, string folder)
    {
        if (line.TryGetProperty("error", out var error)) return new Answer([], error.GetString());
        for (var i = 0; i < c.Outputs.Count; i++)
        {
            int[] expected = [c.Expected[i].Batch, .. c.Expected[i].Shape];
            int[] found = [.. line.GetProperty("dims").GetProperty(c.Outputs[i]).EnumerateArray().Select(size => size.GetInt32())];
            if (!found.SequenceEqual(expected)) return new Answer([], $"'{c.Outputs[i]}' has the shape ({string.Join(", ", found)}), not ({string.Join(", ", expected)})");
        }

        return new Answer([.. c.Expected.Select((_, i) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(OutputFile(c, i, folder))).ToArray())], null);
    }

    private static string OutputFile(FileCase c, int index, string folder) => Path.Combine(folder, $"{c.Case.Name}.{index}.out.bin");
}
