using MlNetCnn.Benchmarks.Contest;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Tests;

/// <summary>What is measured of explanations, and what is said about it.</summary>
public sealed class ExplanationWorkloadTests
{
    [Fact]
    public void Work_is_the_way_forward_and_back_as_far_as_is_asked_for()
    {
        // VGG16 with its top: 30.94 GFLOP forward; above block5_conv3 stand the dense layers alone.
        const double Dense = 2.0 * (25088 * 4096 + 4096 * 4096 + 4096 * 1000) / 1e9;
        Assert.Equal(16 * (30.94 + Dense), WorkloadTable.Named("gradcam_vgg16_224_b16").Gflop, 0.5);
        Assert.Equal(16 * 2 * 30.94, WorkloadTable.Named("saliency_vgg16_224_b16").Gflop, 16 * 0.2);
        // Up to block3_conv1 at 64 x 64, both ways.
        var places = 64.0 * 64;
        var forward = 2 * 9 * places * (3 * 64 + 64 * 64 + (64 * 128 + 128 * 128) / 4.0 + 128 * 256 / 16.0) / 1e9;
        Assert.Equal(64 * 2 * forward, WorkloadTable.Named("filterpatterns_vgg19_block3_conv1_64_b64").Gflop, 64 * 0.03);
    }

    [Theory]
    [InlineData("gradcam_mobilenet075_224_b16", 240, 2.5, "2.40x, at most 2.5x: met")]
    [InlineData("gradcam_mobilenet075_224_b16", 260, 2.5, "2.60x, at most 2.5x: NOT MET")]
    [InlineData("saliency_vgg16_224_b16", 300, null, "3.00x")]
    public void What_something_costs_beside_the_forward_pass_is_said(string name, double ms, double? atMost, string said) =>
        Assert.EndsWith(said, Assert.Single(Claims.Judge([Row(name, ms, 100) with { Limit = atMost is { } most ? new("forward", most) : null }])), StringComparison.Ordinal);

    [Theory]
    [InlineData(700, "40 steps take 28.0 s (48.0 s of processors), at most 30 s: met")]
    [InlineData(800, "40 steps take 32.0 s (48.0 s of processors), at most 30 s: NOT MET")]
    public void Steps_of_filter_patterns_are_added_up(double ms, string said) =>
        Assert.EndsWith(said, Assert.Single(Claims.Judge([Row("filterpatterns_vgg19_block3_conv1_64_b64", ms, null)])), StringComparison.Ordinal);

    [Fact]
    public void What_is_compared_runs_in_turns()
    {
        var log = new List<string>();
        var (times, beside, processor) = Repetition.Time(() => log.Add("a"), 0, () => log.Add("b"));
        Assert.Equal(Repetition.MinimumRuns, times.Length);
        Assert.Equal(times.Length, beside.Length);
        Assert.True(processor >= 0);
        Assert.Equal(Enumerable.Range(0, log.Count).Select(i => i % 2 == 0 ? "a" : "b"), log);
    }

    private static Row Row(string name, double ms, double? beside) => new()
    {
        Workload = name,
        Threads = 2,
        Images = 16,
        Ours = new Entry { Name = "ours", Ms = ms, BesideMs = beside, ProcessorMs = 1200 },
        Peers = [],
    };
}
