using System.Globalization;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Peers;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>ONNX Runtime, through Node.js. It predicts; the npm package does not train.</summary>
internal sealed class OnnxRuntimePeer : IContestant
{
    private readonly string _node;
    private readonly string _script;
    private readonly string _modules;
    private readonly PeerModels _models;

    private OnnxRuntimePeer(string node, string script, string modules, PeerModels models) => (_node, _script, _modules, _models) = (node, script, modules, models);

    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <summary>Finds it, or installs it with npm.</summary>
    /// <param name="node">Node.js's program.</param>
    /// <param name="scripts">Folder of the peers' scripts.</param>
    /// <param name="folder">Where its package is, or is put, under <c>node_modules</c>.</param>
    /// <param name="models">Files of the networks.</param>
    /// <param name="say">Takes what is found, or why it is left out.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <returns>Null where it is not to be had.</returns>
    public static OnnxRuntimePeer? Find(string node, string scripts, string folder, PeerModels models, Action<string> say, CancellationToken cancellation)
    {
        var runtime = ChildProcess.Run(node, ["--version"], cancellation: cancellation);
        if (runtime.Code != 0) return Skip($"Node.js does not run ('{node} --version': {runtime.LastWords})");
        var script = Path.Combine(scripts, "ort.mjs");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")))
        {
            Directory.CreateDirectory(folder);
            say("onnxruntime: npm install onnxruntime-node");
            // The package's own script would fetch libraries for GPUs; those for the processor are in it.
            var npm = ChildProcess.Run("npm", ["install", "onnxruntime-node", "--ignore-scripts", "--no-audit", "--no-fund", $"--prefix={folder}"], folder: folder, cancellation: cancellation);
            if (npm.Code != 0) return Skip($"npm could not install onnxruntime-node ({npm.LastWords})");
        }

        var version = ChildProcess.Run(node, [script, "--version", $"--modules={folder}"], cancellation: cancellation);
        if (version.Code != 0) return Skip($"onnxruntime-node does not load ({version.LastWords})");
        say($"onnxruntime: {version.Output.Trim()}, Node.js {runtime.Output.Trim()}");
        return new(node, script, folder, models);

        OnnxRuntimePeer? Skip(string reason)
        {
            say($"onnxruntime: skipped: {reason}");
            return null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Variants(Workload workload) => workload is ModelWorkload { Training: null } ? [""] : [];

    /// <inheritdoc/>
    public (Measurement Measurement, double? OthersBusy) Run(Workload workload, string variant, int threads, double seconds, CancellationToken cancellation) => Answer.Of(
        ChildProcess.Run(
            _node,
            [_script, $"--model={_models.FolderOf(workload)}", $"--modules={_modules}", string.Create(CultureInfo.InvariantCulture, $"--threads={threads}"), string.Create(CultureInfo.InvariantCulture, $"--seconds={seconds}")],
            cancellation: cancellation),
        workload,
        Name,
        threads);
}
