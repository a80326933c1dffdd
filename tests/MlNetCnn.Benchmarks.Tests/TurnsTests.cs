using MlNetCnn.Benchmarks.Contest;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Tables;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Tests;

/// <summary>How rows are put together, with contestants that only say numbers.</summary>
public sealed class TurnsTests
{
    private static readonly Workload Head = WorkloadTable.Named("head_8192_256_1_b20_step");

    [Fact]
    public void Contestants_take_turns_and_medians_of_medians_count()
    {
        var log = new List<string>();
        var row = Run(log, 3, Says("ours", log, ("", [4, 2, 3])), Says("a", log, ("", [9, 12, 10])), Says("b", log, ("", [20, 20, 20])));
        Assert.Equal(["ours", "a", "b", "ours", "a", "b", "ours", "a", "b"], log);
        Assert.Equal(3, row.Ours.Ms);
        Assert.Equal("a", row.BestPeer);
        Assert.Equal(3.333, row.Ratio);
        Assert.True(row.Met);
        Assert.Equal(Math.Round(Head.Gflop / 3 * 1000, 1), row.Ours.Gflops);
        Assert.Equal(Math.Round(row.Ours.Gflops!.Value / 100, 3), row.ShareOfPeak);
    }

    [Fact]
    public void The_best_variant_is_a_peer_s_number_and_hopeless_ones_run_once()
    {
        var log = new List<string>();
        var row = Run(log, 3, Says("ours", log, ("", [5, 5, 5])), Says("torch", log, ("nchw", [20, 20, 20]), ("nhwc", [10, 11, 10]), ("jit", [11, 9, 9])));
        Assert.Equal(1, log.Count(l => l == "torch nchw"));
        Assert.Equal(3, log.Count(l => l == "torch jit"));
        Assert.Equal(9, row.Peers[0].Ms);
        Assert.Equal("torch jit", row.Peers[0].Engine);
        Assert.Equal(1.8, row.Ratio);
        Assert.False(row.Met);
    }

    [Fact]
    public void One_that_refuses_is_asked_once_and_does_not_break_the_row()
    {
        var log = new List<string>();
        var row = Run(log, 3, Says("ours", log, ("", [])), Says("torch", log, ("", [7, 7, 7])));
        Assert.Equal(1, log.Count(l => l == "ours"));
        Assert.Equal("not run: no gradient", row.Ours.Error);
        Assert.Null(row.Ratio);
        Assert.Null(row.Met);
        var line = new TextTable([Head.Name], ["torch"]).Line(row);
        Assert.Contains("not run: no gradient", line, StringComparison.Ordinal);
        Assert.Contains("torch 7.000 ms", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.926, false)]
    [InlineData(0.94, true)]
    [InlineData(double.NaN, true)]
    public void Whoever_computes_something_else_is_found_out(double other, bool found)
    {
        var log = new List<string>();
        var row = Run(log, 1, Says("ours", log, ("", [4])), Says("torch", log, ("", [9])) with { Check = other });
        Assert.Equal(found, row.Notes.Any(n => n.StartsWith("NOT THE SAME NUMBERS", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_machine_that_others_use_is_marked()
    {
        var log = new List<string>();
        var row = Run(log, 1, Says("ours", log, ("", [4])) with { Busy = 0.4 });
        Assert.False(row.Idle);
        Assert.EndsWith("*", new TextTable([Head.Name], []).Line(row), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_stand_under_their_heads()
    {
        var log = new List<string>();
        var table = new TextTable([Head.Name], ["onnxruntime", "torch"]);
        var row = Run(log, 1, Says("ours", log, ("", [4])), Says("onnxruntime", log), Says("torch", log, ("", [40])));
        string header = table.Header(), line = table.Line(row);
        foreach (var (head, value) in new[] { ("ours ms", "4.000"), ("torch ms", "40.00"), ("ratio", "10.00x"), ("GFLOP/s", "42.0") })
            Assert.Equal(header.IndexOf(head, StringComparison.Ordinal) + head.Length, line.IndexOf(value, StringComparison.Ordinal) + value.Length);
        Assert.Contains("met, aim too", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_compare_memory_with_torch_and_batches_with_each_other()
    {
        Row[] rows =
        [
            Of("finetune_vgg16_block5_150_b20_step", 1, 900, 800),
            Of("vgg16_150_b8", 25, 1, 1),
            Of("vgg16_150_b20", 26, 1, 1),
        ];
        Assert.Equal(
            ["finetune_vgg16_block5_150_b20_step, 2 threads: peak memory 900 MB, torch's 800 MB: above: NOT MET", "vgg16_150_b20, 2 threads: 26.00 ms per image, 25.00 at batch 8: worse: NOT MET"],
            Claims.Judge(rows));

        static Row Of(string name, double perImage, double ours, double torch) => new()
        {
            Workload = name,
            Threads = 2,
            Images = 1,
            Ours = new() { Name = "ours", MsPerImage = perImage, PeakMemoryMb = ours },
            Peers = [new() { Name = "torch", PeakMemoryMb = torch }],
        };
    }

    [Fact]
    public void Busy_time_is_read_from_the_processors_ticks()
    {
        var before = CpuTimes.Parse("cpu  100 0 50 800 50 0 0 0 0 0");
        var after = CpuTimes.Parse("cpu  130 0 60 850 60 0 0 0 0 0");
        Assert.Equal(0.4, CpuTimes.Busy(before, after), 1e-12);
        Assert.Equal(0, CpuTimes.Busy(before, before));
    }

    [Fact]
    public void A_measurement_is_one_line_among_others()
    {
        var written = new Measurement { Workload = "w", Engine = "e", Threads = 2, MedianMs = 1.5, Check = [1, 2] };
        var read = Measurement.Find($"a warning\n{written.ToJson()}\n")!;
        Assert.Equal((1.5, 2, "e"), (read.MedianMs, read.Threads, read.Engine));
        Assert.Null(Measurement.Find("Traceback"));
    }

    [Fact]
    public void Medians_are_the_middle()
    {
        Assert.Equal(2, Medians.Of([3, 1, 2]));
        Assert.Equal(2.5, Medians.Of([4, 1, 2, 3]));
        Assert.Null(Medians.Of([]));
    }

    private static Row Run(List<string> log, int rounds, IContestant ours, params IContestant[] peers)
    {
        log.Clear();
        return new Turns(ours, peers, new IdleMachine(TimeSpan.Zero, CancellationToken.None)).Measure(Head, 2, rounds, 0, CancellationToken.None);
    }

    private static Sayer Says(string name, List<string> log, params (string Variant, double[] Ms)[] variants) => new(name, log, variants);

    private sealed record Sayer(string Name, List<string> Log, (string Variant, double[] Ms)[] All) : IContestant
    {
        private readonly Dictionary<string, int> _turn = [];

        public double Check { get; init; } = 0.926;

        public double Busy { get; init; }

        public IReadOnlyList<string> Variants(Workload workload) => [.. All.Select(v => v.Variant)];

        public (Measurement Measurement, double? OthersBusy) Run(Workload workload, string variant, int threads, double seconds, CancellationToken cancellation)
        {
            var name = $"{Name} {variant}".Trim();
            Log.Add(name);
            var ms = All.Single(v => v.Variant == variant).Ms;
            var turn = _turn[variant] = _turn.GetValueOrDefault(variant) + 1;
            var answer = new Measurement { Workload = workload.Name, Engine = name, Threads = threads, FmaPeakGflops = 100 };
            return (ms is [] ? answer with { Error = "not run: no gradient" } : answer with { MedianMs = ms[turn - 1], Check = [Check] }, Busy);
        }
    }
}
