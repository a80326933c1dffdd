using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class ActivationGradientTests
{
    public static TheoryData<string> Functions => [.. Activations.All.Select(a => a.Name).Where(n => !Direct.Couples(n))];

    [Theory, MemberData(nameof(Functions))]
    public void Gradient_is_the_slope_of_the_definition(string name) => AssertGradient(new Activation(name), x => Direct.Activate(name, x));

    [Theory]
    [InlineData(0.3)]
    [InlineData(2.0)]
    public void ELU_has_an_alpha(double alpha) => AssertGradient(new ELU(alpha), x => x > 0 ? x : alpha * (Math.Exp(x) - 1));

    [Fact]
    public void ReLU_has_a_ceiling_a_slope_and_a_threshold()
    {
        AssertGradient(new ReLU(), x => Math.Max(x, 0));
        AssertGradient(new ReLU(maxValue: 2), x => Math.Clamp(x, 0, 2));
        AssertGradient(new ReLU(2, 0.25, 0.5), x => x >= 2 ? 2 : x >= 0.5 ? x : 0.25 * (x - 0.5));
        AssertGradient(new LeakyReLU(0.1), x => x > 0 ? x : 0.1 * x);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Softmax_couples_a_row(int columns)
    {
        var x = Net.Batch(6, [columns]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] *= 3;
        Net.Of(x.Shape, new Softmax());
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(new Softmax(), [x], dy);
        double[] Reference(double[] values) => [.. Enumerable.Range(0, 6).SelectMany(r =>
        {
            var row = values[(r * columns)..((r + 1) * columns)].Select(Math.Exp).ToArray();
            return row.Select(e => e / row.Sum());
        })];
        Slope.AssertNear(Reference(Slope.Doubles(x.Span)), result.Output, 5e-7, "y");
        Slope.AssertNear(Slope.Of(Reference, Slope.Doubles(x.Span), dy), result.InputGradients[0], 1e-6, "dx");
    }

    private static void AssertGradient(Layer layer, Func<double, double> f)
    {
        const double Step = 1e-5;
        var x = Net.Batch(3, [83]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] *= i % 3 == 0 ? 4 : i % 3 == 1 ? 1 : 0.05f;
        Net.Of(x.Shape, layer);
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy);
        for (var i = 0; i < dy.Length; i++)
        {
            double v = x.Span[i], y = f(v), slope = (f(v + Step) - f(v - Step)) / (2 * Step);
            Assert.True(Math.Abs(y - result.Output[i]) <= 1e-6 * Math.Abs(y) + 1e-9, $"f({v}): expected {y}, actual {result.Output[i]}.");
            Assert.True(Math.Abs(dy[i] * slope - result.InputGradients[0][i]) <= 1e-6 * Math.Abs(dy[i]) * (1 + Math.Abs(slope)), $"f'({v}): expected {slope}, actual {result.InputGradients[0][i] / dy[i]}.");
        }
    }
}
