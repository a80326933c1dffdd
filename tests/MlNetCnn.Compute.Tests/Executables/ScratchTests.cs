using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Scratch is made once, for the largest batch: a smaller one that came after it must not want more.</summary>
public class ScratchTests
{
    public static TheoryData<string> Names => [.. ConformanceCases.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_smaller_batch_wants_no_more_scratch(string name) => Check(ConformanceCases.Get(name).Make());

    [Fact]
    public void Nor_does_one_below_the_bounds_between_two_ways() => Check(Net.Of([3, 400], new Dense(2), new Flatten(), new Dense(3)));

    private static void Check(Keras.Model model)
    {
        var graph = new FlatGraph(model, null);
        using var weights = new WeightStore();
        foreach (var step in new Lowering(weights, Kernels.Best, ConvolutionChoice.Default, graph.Outputs).Run(graph.Needed(graph.Outputs)))
        {
            using var operation = step.Operation;
            foreach (var (what, size) in (ReadOnlySpan<(string, Func<int, long>)>)[
                ("SharedScratch", operation.SharedScratch), ("BackwardScratch", operation.BackwardScratch), ("BackwardSharedScratch", operation.BackwardSharedScratch)])
            {
                var most = 0L;
                for (var batch = 1; batch <= 200; batch++)
                {
                    Assert.True(size(batch) >= most, $"{operation.Site.Path}: {what}({batch}) is {size(batch)}, for a smaller batch it was {most}.");
                    most = size(batch);
                }
            }
        }
    }
}
