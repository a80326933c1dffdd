using System.Text.Json;

namespace MlNetCnn.Conformance.Runtimes;

/// <summary>The checker of ONNX's Python package, with shape inference.</summary>
internal sealed class OnnxChecker
{
    private readonly string _python;
    private readonly string _script;

    private OnnxChecker(string python, string script) => (_python, _script) = (python, script);

    /// <summary>Finds it.</summary>
    /// <param name="pythons">Programs to try.</param>
    /// <param name="scripts">Folder of scripts.</param>
    /// <param name="say">Takes what is found, or why it is left out.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Null where it is not to be had.</returns>
    public static OnnxChecker? Find(IReadOnlyList<string> pythons, string scripts, Action<string> say, CancellationToken cancellation)
    {
        var script = Path.Combine(scripts, "check_onnx.py");
        var words = "";
        foreach (var python in pythons)
        {
            var version = ChildProcess.Run(python, [script, "--version"], cancellation);
            if (version.Code == 0)
            {
                say($"ONNX's checker {version.Output.Trim()}");
                return new(python, script);
            }

            words = version.LastWords;
        }

        say($"ONNX's checker: skipped: no Python here has the package onnx ({words})");
        return null;
    }

    /// <summary>Checks files.</summary>
    /// <returns>What is wrong by file; "" where nothing is.</returns>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var run = ChildProcess.Run(_python, [_script, .. files], cancellation);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement);
        return lines.ToDictionary(e => e.GetProperty("file").GetString()!, e => e.TryGetProperty("error", out var error) ? error.GetString()! : "");
    }
}
