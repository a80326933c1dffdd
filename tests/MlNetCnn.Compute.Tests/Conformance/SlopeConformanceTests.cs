using MlNetCnn.Compute.Tests.Support;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>
/// The same cases against central differences of what the engine itself computes forward, along random directions in all inputs and all weights at once: a gradient
/// that both the engine and the reference had wrong would show here.
/// </summary>
public class SlopeConformanceTests
{
    public static TheoryData<string> Names => ConformanceTests.Names;

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_slopes(string name)
    {
        var item = ConformanceCases.Get(name);
        var model = item.MakeFilled();
        var inputs = item.Inputs(model);
        var dy = item.OutputGradient(model);
        var names = ConformanceCase.Names(model);
        using var executable = new ManagedEngine().Compile(model, new() { Precise = true });
        var gradients = executable.Gradient(inputs, dy, names, item.Training);
        Memory<float>[] places = [.. inputs.Select(i => i.Values), .. model.TrainableWeights.Select(w => (Memory<float>)w.Values.ToArray())];
        Assert.Equal(places.Length, gradients.Count);

        double Scalar()
        {
            for (var i = 0; i < model.TrainableWeights.Count; i++) model.TrainableWeights[i].SetValues(places[inputs.Length + i].Span);
            executable.WriteWeights();
            var y = item.Training ? TrainingMode.Forward(model, inputs, new() { Precise = true }) : executable.Predict(inputs)[0].Span;
            double sum = 0;
            for (var i = 0; i < y.Length; i++) sum += (double)y[i] * dy.Span[i];
            return sum;
        }

        // Outputs carry float32's rounding, about 1e-7: the step is small enough for a cubic error of 1e-5, and large enough that rounding makes no more than that.
        // Each kink between the two ends of a difference adds some error: a gradient that is right agrees at some width, a wrong one at none.
        double[] widths = item.Kinked ? [1.0 / 1024, 1.0 / 4096, 1.0 / 16384, 1.0 / 65536] : [1.0 / 256];
        // Each place has its own directions: one that is wrong must not hide behind a larger one.
        for (var p = 0; p < places.Length; p++)
        {
            var values = places[p];
            var scale = p < inputs.Length ? item.Scale : 0.3;
            float[] start = values.ToArray(), gradient = gradients[p].Span.ToArray();
            var size = Math.Sqrt(gradient.Sum(g => (double)g * g)) * scale;
            for (var trial = 0; trial < 2; trial++)
            {
                var direction = Net.Random(start.Length, $"{name}/{p}/{trial}", scale);
                double Moved(double step)
                {
                    for (var i = 0; i < start.Length; i++) values.Span[i] = (float)(start[i] + step * direction[i]);
                    return Scalar();
                }

                double[] slopes = [.. widths.Select(width => (Moved(width) - Moved(-width)) / (2 * width))];
                var dot = gradient.Zip(direction, (g, d) => (double)g * d).Sum();
                start.CopyTo(values);
                var allowed = (item.Kinked ? 0.01 : 5e-4) * size + 1e-5;
                Assert.True(slopes.Any(slope => Math.Abs(slope - dot) <= allowed), $"{names[p]}: the slope is {string.Join(" or ", slopes)}, the gradient says {dot}; {allowed:G2} allowed.");
            }
        }
    }
}
