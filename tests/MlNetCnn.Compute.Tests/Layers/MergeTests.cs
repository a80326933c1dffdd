using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class MergeTests
{
    private static readonly Dictionary<string, (Func<Merge> Make, Func<double[], double> Combine)> Kinds = new()
    {
        ["Add"] = (() => new Add(), v => v.Sum()),
        ["Subtract"] = (() => new Subtract(), v => v[0] - v[1]),
        ["Multiply"] = (() => new Multiply(), v => v.Aggregate(1.0, (a, b) => a * b)),
        ["Average"] = (() => new Average(), v => v.Average()),
        ["Maximum"] = (() => new Maximum(), v => v.Max()),
        ["Minimum"] = (() => new Minimum(), v => v.Min()),
    };

    private static readonly int[][][] InputShapes =
    [
        [[2, 3, 7], [2, 3, 7]],
        [[3, 1, 18], [1, 1, 18]],
        [[4, 3, 5], [4, 3, 1]],
        [[2, 3, 4], [3, 1]],
        [[3, 1, 17], [2, 17]],
        [[1], [33]],
        [[2, 3, 5], [5], [2, 1, 1]],
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var kind in Kinds.Keys)
                for (var i = 0; i < InputShapes.Length; i++)
                    if (kind != "Subtract" || InputShapes[i].Length == 2) cases.Add(kind, i);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Inputs_are_combined_and_their_gradients_summed(string kind, int shapes)
    {
        var layer = Kinds[kind].Make();
        Shape[] inputs = [.. InputShapes[shapes].Select(s => new Shape(s))];
        var x = inputs.Select((s, i) => Net.Batch(3, s, $"x{i}")).ToArray();
        var output = layer.ComputeOutputShape(inputs);
        var dy = Net.Random(3 * output.Count, "dy");
        var result = OperationHarness.RunEverywhere(layer, x, dy);
        var exact = x.Select(t => Slope.Doubles(t.Span)).ToArray();
        Slope.AssertNear(Reference(kind, exact, inputs, output), result.Output, 1e-6, "y");
        for (var i = 0; i < x.Length; i++)
        {
            double[] Vary(double[] values) => Reference(kind, [.. exact.Select((e, j) => j == i ? values : e)], inputs, output);
            Slope.AssertNear(Slope.Of(Vary, (double[])exact[i].Clone(), dy), result.InputGradients[i], 2e-6, $"dx{i}");
        }
    }

    [Theory]
    [InlineData("Maximum")]
    [InlineData("Minimum")]
    public void Of_equal_inputs_the_first_takes_the_gradient(string kind)
    {
        Tensor a = new(1, [4], new float[] { 1, 2, 3, 0 }), b = new(1, [4], new float[] { 1, 3, 2, -0f }), c = new(1, [4], new float[] { 1, 3, 2, 0 });
        var gradients = OperationHarness.RunEverywhere(Kinds[kind].Make(), [a, b, c], [1, 2, 3, 4]).InputGradients;
        Assert.Equal(kind == "Maximum" ? [1, 0, 3, 4] : [1, 2, 0, 4], gradients[0]);
        Assert.Equal(kind == "Maximum" ? [0, 2, 0, 0] : [0, 0, 3, 0], gradients[1]);
        Assert.Equal([0, 0, 0, 0], gradients[2]);
    }

    /// <summary>Longer than one piece of work, so that pieces begin in the middle of what is repeated.</summary>
    [Fact]
    public void Long_inputs_are_cut_anywhere()
    {
        var x = Net.Batch(2, [61, 37, 19], "x");
        var y = Net.Batch(2, [1, 37, 1], "y");
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(new Multiply(), [x, y], dy);
        var expected = new double[y.Span.Length];
        for (var i = 0; i < dy.Length; i++)
        {
            var place = i / (61 * 37 * 19) * 37 + i / 19 % 37;
            Assert.Equal(x.Span[i] * y.Span[place], result.Output[i]);
            expected[place] += (double)dy[i] * x.Span[i];
        }

        Slope.AssertNear(expected, result.InputGradients[1], 1e-5, "dy");
    }

    private static double[] Reference(string kind, double[][] x, Shape[] shapes, Shape output)
    {
        var y = new double[3 * output.Count];
        for (var i = 0; i < y.Length; i++)
        {
            var (element, place) = Math.DivRem(i, (int)output.Count);
            var index = new int[output.Rank];
            for (var d = output.Rank - 1; d >= 0; d--) (place, index[d]) = Math.DivRem(place, output[d]);
            y[i] = Kinds[kind].Combine([.. x.Select((values, j) =>
            {
                var offset = element;
                for (var d = 0; d < shapes[j].Rank; d++) offset = offset * shapes[j][d] + (shapes[j][d] == 1 ? 0 : index[output.Rank - shapes[j].Rank + d]);
                return values[offset];
            })]);
        }

        return y;
    }
}
