using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Conformance.Runtimes;

/// <summary>ONNX Runtime, through Node.js.</summary>
internal sealed class OnnxRuntime
{
    private readonly string _node;
    private readonly string _script;
    private readonly string _modules;

    private OnnxRuntime(string node, string script, string modules) => (_node, _script, _modules) = (node, script, modules);

    /// <summary>Finds it, or installs it with npm.</summary>
    /// <param name="node">Node.js's program.</param>
    /// <param name="scripts">Folder of scripts.</param>
    /// <param name="folder">Where its package is, or is put, under <c>node_modules</c>.</param>
    /// <param name="say">Takes what is found, or why it is left out.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <returns>Null where it is not to be had.</returns>
    public static OnnxRuntime? Find(string node, string scripts, string folder, Action<string> say, CancellationToken cancellation)
    {
        var script = Path.Combine(scripts, "ort.mjs");
        var missing = NodePackage.Ensure(node, "onnxruntime-node", folder, cancellation);
        var version = missing is null ? ChildProcess.Run(node, [script, "--version", $"--modules={folder}"], cancellation) : null;
        if (version is { Code: not 0 }) missing = $"onnxruntime-node does not load ({version.LastWords})";
        say(missing is null ? $"ONNX Runtime {version!.Output.Trim()}" : $"ONNX Runtime: skipped: {missing}");
        return missing is null ? new(node, script, folder) : null;
    }

    /// <summary>Runs cases.</summary>
    /// <returns>An answer by name of the case.</returns>
    public IReadOnlyDictionary<string, OnnxAnswer> Run(IReadOnlyList<OnnxCase> cases, string folder, CancellationToken cancellation)
    {
        var list = Path.Combine(folder, "cases.json");
        File.WriteAllText(list, new JsonArray([.. cases.Select(c => Describe(c, folder))]).ToJsonString());
        var run = ChildProcess.Run(_node, [_script, $"--cases={list}", $"--modules={_modules}"], cancellation);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(e => e.GetProperty("name").GetString()!);
        return cases.ToDictionary(c => c.Case.Name, c => lines.TryGetValue(c.Case.Name, out var line) ? Answer(c, line, folder) : new OnnxAnswer([], $"ONNX Runtime broke off: {run.LastWords}"));
    }

    private static JsonObject Describe(OnnxCase c, string folder) => new()
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

    private static OnnxAnswer Answer(OnnxCase c, JsonElement line, string folder) => line.TryGetProperty("error", out var error)
        ? new OnnxAnswer([], error.GetString())
        : new OnnxAnswer([.. c.Expected.Select((_, i) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(OutputFile(c, i, folder))).ToArray())], null);

    private static string OutputFile(OnnxCase c, int index, string folder) => Path.Combine(folder, $"{c.Case.Name}.{index}.out.bin");
}
