using System.Globalization;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Peers;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>libtorch, through Python.</summary>
internal sealed class TorchPeer : IContestant
{
    private readonly string _python;
    private readonly string _script;
    private readonly PeerModels _models;

    private TorchPeer(string python, string script, PeerModels models) => (_python, _script, _models) = (python, script, models);

    /// <inheritdoc/>
    public string Name => "torch";

    /// <summary>Finds a Python that has torch.</summary>
    /// <param name="pythons">Programs to try, in this order.</param>
    /// <param name="scripts">Folder of the peers' scripts.</param>
    /// <param name="models">Files of the networks.</param>
    /// <param name="say">Takes what is found, or why it is left out.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Null where there is none.</returns>
    public static TorchPeer? Find(IEnumerable<string> pythons, string scripts, PeerModels models, Action<string> say, CancellationToken cancellation)
    {
        var script = Path.Combine(scripts, "peer_torch.py");
        var reasons = new List<string>();
        foreach (var python in pythons)
        {
            var version = ChildProcess.Run(python, [script, "--version"], cancellation: cancellation);
            if (version.Code == 0)
            {
                say($"torch: {version.Output.Trim()} ({python})");
                return new(python, script, models);
            }

            reasons.Add($"{python}: {version.LastWords}");
        }

        say($"torch: skipped: no Python here has it ({string.Join("; ", reasons)}); Debian's package is python3-torch");
        return null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Variants(Workload workload) => workload switch
    {
        ModelWorkload { Training: null } => ["nchw", "nhwc", "jit"],
        // A dense net has no memory formats.
        ModelWorkload w when w.Build().InputShape.Rank == 3 => ["nchw", "nhwc"],
        ModelWorkload => ["nchw"],
        _ => [],
    };

    /// <inheritdoc/>
    public (Measurement Measurement, double? OthersBusy) Run(Workload workload, string variant, int threads, double seconds, CancellationToken cancellation)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        return Answer.Of(
            ChildProcess.Run(
                _python,
                [_script, $"--model={_models.FolderOf(workload)}", $"--threads={count}", string.Create(CultureInfo.InvariantCulture, $"--seconds={seconds}"), $"--format={variant}"],
                new Dictionary<string, string> { ["OPENBLAS_NUM_THREADS"] = count, ["OMP_NUM_THREADS"] = count },
                cancellation: cancellation),
            workload,
            Name,
            threads);
    }
}
