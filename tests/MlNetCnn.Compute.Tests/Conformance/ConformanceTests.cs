using System.Text.Json;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>Every layer, forward and backward through the public face, next to PyTorch's numbers in float64 (Reference/make_conformance.py).</summary>
public class ConformanceTests
{
    private const double Default = 1e-4;
    private const double Precise = 1e-5;
    private static readonly JsonElement Numbers = ReferenceNumbers.Read("conformance.json");

    public static TheoryData<string> Names => [.. ConformanceCases.All.Select(c => c.Name)];

    public static TheoryData<string> WinogradNames => [.. ConformanceCases.All.Where(c => c.Winograd).Select(c => c.Name)];

    [Fact]
    public void Every_layer_has_a_case_and_every_case_its_numbers()
    {
        var used = ConformanceCases.All.SelectMany(c => Layers(c.Make())).Select(l => l.GetType()).ToHashSet();
        var missing = typeof(Layer).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(Layer)) && t.CustomAttributes.Any(a => a.AttributeType.Name == "KerasNameAttribute") && !used.Contains(t)).Select(t => t.Name).ToArray();
        Assert.True(missing.Length == 0, $"No conformance case has {string.Join(", ", missing)}: add one to ConformanceCases and its twin to Reference/make_conformance.py.");
        Assert.Equal(ConformanceCases.All.Select(c => c.Name).Append("traces").Order(StringComparer.Ordinal), Numbers.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void Default_agrees_with_float64(string name) => Check(ConformanceCases.Get(name), new() { Threads = 2 }, Default);

    [Theory, MemberData(nameof(Names))]
    public void Precise_agrees_with_float64(string name) => Check(ConformanceCases.Get(name), new() { Threads = 2, Precise = true }, Precise);

    [Theory, MemberData(nameof(WinogradNames))]
    public void Winograd_is_at_work_and_every_size_of_tile_agrees_with_float64(string name)
    {
        var item = ConformanceCases.Get(name);
        var direct = Check(item, new() { Precise = true }, Precise);
        // Output, gradient by the input and by the kernel; the one by the bias is a sum of its own.
        foreach (var (was, now) in direct.Take(3).Zip(Check(item, new(), Default))) Assert.False(was.AsSpan().SequenceEqual(now), $"{name}: the direct way alone.");
        var model = item.Make();
        var layer = model.Layers.OfType<Conv2D>().Single();
        var output = layer.Nodes[0].Outputs[0].Shape;
        var input = model.Inputs[0].Shape;
        foreach (var way in (string[])["winograd2", "winograd3", "winograd4", "direct"])
        {
            var plan = new ConvolutionPlan(((string[])["forward", "input", "kernel"])
                .Select(pass => KeyValuePair.Create($"{pass} {input[0]}x{input[1]}x{input[2]} to {output[0]}x{output[1]}x{output[2]}", way)));
            var found = Check(item, new() { ConvolutionPlan = plan }, way is "direct" or "winograd2" ? Precise : Default);
            foreach (var (was, now) in direct.Take(3).Zip(found)) Assert.Equal(way == "direct", was.AsSpan().SequenceEqual(now));
        }
    }

    /// <summary>Compares the output and all gradients, and returns them: output, by the inputs, by the weights.</summary>
    private static float[][] Check(ConformanceCase item, CompileOptions options, double tolerance)
    {
        var expected = Numbers.GetProperty(item.Name);
        var model = item.MakeFilled();
        var inputs = item.Inputs(model);
        var names = ConformanceCase.Names(model);
        float[] output;
        // Training mode shows its output in a step alone, and that changes the statistics: it has an executable of its own.
        if (item.Training) output = TrainingMode.Forward(model, inputs, options);
        else
        {
            using var forward = new ManagedEngine().Compile(model, options);
            output = forward.Predict(inputs)[0].Span.ToArray();
        }

        using var executable = new ManagedEngine().Compile(model, options);
        var gradients = executable.Gradient(inputs, item.OutputGradient(model), names, item.Training);
        AssertNear(expected.GetProperty("y"), output, tolerance, "output");
        JsonElement[] slopes = [.. expected.GetProperty("dx").EnumerateArray(), .. expected.GetProperty("dw").EnumerateArray()];
        Assert.Equal(slopes.Length, gradients.Count);
        for (var i = 0; i < slopes.Length; i++) AssertNear(slopes[i], gradients[i].Span, tolerance, names[i]);
        return [output, .. gradients.Select(g => g.Span.ToArray())];
    }

    private static void AssertNear(JsonElement expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        var values = expected.GetProperty("values").Doubles();
        var every = values.Length == actual.Length ? 1 : 11;
        Assert.Equal(values.Length, (actual.Length + every - 1) / every);
        var most = expected.GetProperty("max").GetDouble();
        double worst = 0, product = 0, largest = 0;
        var known = ConformanceNumbers.Of(actual.Length, 60);
        for (var i = 0; i < actual.Length; i++)
        {
            if (i % every == 0) worst = Math.Max(worst, Math.Abs(actual[i] - values[i / every]));
            product += actual[i] * known[i];
            largest = Math.Max(largest, Math.Abs(actual[i]));
            Assert.True(float.IsFinite(actual[i]), $"{what}[{i}] is {actual[i]}.");
        }

        Assert.True(worst <= tolerance * most, $"{what}: off by {worst / most:G3} of the largest value, {tolerance} allowed.");
        Assert.True(Math.Abs(largest - most) <= tolerance * most, $"{what}: the largest value is {largest}, not {most}.");
        // What is not stored has its part here: a value that is wrong by much more than rounding shows.
        var allowed = tolerance * most * Math.Sqrt(actual.Length);
        Assert.True(Math.Abs(product - expected.GetProperty("dot").GetDouble()) <= allowed, $"{what}: the product is {product}, not {expected.GetProperty("dot")}, {allowed} allowed.");
    }

    private static IEnumerable<Layer> Layers(Model model) => model.Layers.SelectMany(l => l is Model inner ? Layers(inner).Prepend(inner) : [l]).Prepend(model);
}
