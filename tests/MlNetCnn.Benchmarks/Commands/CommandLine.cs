using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using MlNetCnn.Benchmarks.Contest;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Peers;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Commands;

/// <summary>The benchmarks' program.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <returns>0 when it ran; 2 for wrong options; 1 otherwise.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var root = new Command("MlNetCnn.Benchmarks", "Measures the engine, alone and beside its peers.") { List(output), Single(output), Bench(output, error, cancellation), PeersCommand(output, error, cancellation) };
        root.Add(new HelpOption());
        var parsed = root.Parse([.. args]);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var e in parsed.Errors) error.WriteLine(e.Message);
            error.WriteLine($"`{root.Name}{(parsed.CommandResult.Command == root ? "" : $" {parsed.CommandResult.Command.Name}")} --help` lists what there is.");
            return 2;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ArgumentException e)
        {
            error.WriteLine($"error: {e.Message}");
            return 2;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    private static Command List(TextWriter output)
    {
        var command = new Command("list", "Lists the workloads.");
        command.SetAction(_ =>
        {
            foreach (var w in WorkloadTable.All)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{w.Name,-36} {w.Gflop,9:F3} GFLOP  {w.Images,2} images  {w.Description}"));
        });
        return command;
    }

    private static Command Single(TextWriter output)
    {
        var workload = new Option<string>("--workload") { Description = "Its name", Required = true };
        var threads = BenchOptions.Threads();
        var seconds = BenchOptions.Seconds("--seconds", "How long the clock runs", 3);
        var command = new Command("run", "Measures one workload in this process and prints one line of JSON.") { workload, threads, seconds };
        command.SetAction(parsed => output.WriteLine(OwnRun.Measure(WorkloadTable.Named(parsed.GetValue(workload)!), parsed.GetValue(threads)![0], parsed.GetValue(seconds)).ToJson()));
        return command;
    }

    private static Command Bench(TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var (filter, threads, rounds, folder) = (BenchOptions.Filter(), BenchOptions.Threads(), BenchOptions.Rounds(1), BenchOptions.Output("Bench"));
        var seconds = BenchOptions.Seconds("--seconds", "How long the clock runs in each process", 3);
        var patience = BenchOptions.Seconds("--patience", "Seconds to wait for an idle machine before each process", 20);
        var command = new Command("bench", "Measures this engine on all workloads.") { filter, threads, rounds, seconds, patience, folder };
        command.SetAction(parsed =>
        {
            var run = new TableRun(output, error, parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(patience), json: false, cancellation);
            return run.Measure(parsed.GetValue(filter), parsed.GetValue(threads)!, [], null, Path.GetFullPath(parsed.GetValue(folder)!));
        });
        return command;
    }

    private static Command PeersCommand(TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var (filter, threads, rounds, folder) = (BenchOptions.Filter(), BenchOptions.Threads(), BenchOptions.Rounds(3), BenchOptions.Output("BenchPeers"));
        var seconds = BenchOptions.Seconds("--seconds", "How long the clock runs in each process", 3);
        var patience = BenchOptions.Seconds("--patience", "Seconds to wait for an idle machine before each process", 60);
        var node = new Option<string>("--node") { Description = "Node.js, for ONNX Runtime", DefaultValueFactory = _ => "node" };
        var python = new Option<string?>("--python") { Description = "Python with torch; by default python3, then the system's own" };
        var json = new Option<bool>("--json") { Description = "Rows on standard output as JSON, one a line; everything else on standard error" };
        var command = new Command("peers", "Measures this engine beside ONNX Runtime and torch: processes in turns, on an idle machine.") { filter, threads, rounds, seconds, patience, node, python, json, folder };
        command.SetAction(parsed =>
        {
            var run = new TableRun(output, error, parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(patience), parsed.GetValue(json), cancellation);
            var place = Path.GetFullPath(parsed.GetValue(folder)!);
            var models = new PeerModels(Path.Combine(place, "models"));
            var scripts = Path.Combine(AppContext.BaseDirectory, "peers");
            string[] pythons = parsed.GetValue(python) is { } given ? [given] : OperatingSystem.IsWindows() ? ["python"] : ["python3", "/usr/bin/python3"];
            IContestant?[] peers =
            [
                OnnxRuntimePeer.Find(parsed.GetValue(node)!, scripts, place, models, run.Say, cancellation),
                TorchPeer.Find(pythons, scripts, models, run.Say, cancellation),
            ];
            return run.Measure(parsed.GetValue(filter), parsed.GetValue(threads)!, [.. peers.OfType<IContestant>()], models, place);
        });
        return command;
    }
}
