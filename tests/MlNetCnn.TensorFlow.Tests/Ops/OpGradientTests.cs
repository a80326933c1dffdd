using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>
/// Each operation's gradient against central differences of the operation itself, both run by the interpreter, with the batch's size known and not; and that all shapes said before a
/// run are those of the run.
/// </summary>
public sealed class OpGradientTests
{
    internal static readonly GradientCase[] Cases = [.. ElementwiseCases.All, .. ShapeCases.All, .. LayerCases.All];

    public static TheoryData<string, bool> Names => [.. Cases.SelectMany(c => (TheoryDataRow<string, bool>[])[new(c.Name, false), new(c.Name, true)])];

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientIsTheDifferenceAndShapesAreThoseOfTheRun(string name, bool isStatic)
    {
        var run = new GradientRun(Cases.Single(c => c.Name == name), isStatic);
        Assert.Empty(run.WrongShapes());
        var (computed, differences) = (run.Computed(), run.Differences(4e-3f));
        for (var i = 0; i < differences.Length; i++)
        {
            if (computed[i] is not { } gradient)
            {
                Assert.All(differences[i], d => Assert.Equal(0, d));
                continue;
            }

            for (var j = 0; j < gradient.Length; j++)
            {
                var bound = 1e-3 * Math.Max(1, Math.Abs(differences[i][j]));
                Assert.True(Math.Abs(gradient[j] - differences[i][j]) <= bound, $"Input {i}, value {j}: the gradient is {gradient[j]}, the difference {differences[i][j]}.");
            }
        }
    }

    [Fact]
    public void AllGradientsHaveACase()
    {
        var ops = Cases.SelectMany(c => new GradientRun(c, false).Graph.Nodes).Select(n => n.Op).ToHashSet();
        Assert.Empty(Gradients.Known.Except(ops).Order());
    }
}
