using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Faithfulness;

/// <summary>The net, pictures and maps of make_faithfulness.py, and what it found.</summary>
internal static class FaithfulnessReference
{
    public const int Height = 9, Width = 7, Channels = 2, Pictures = 4;

    public static JsonElement Found { get; } = Read();

    public static int[] Classes => [.. Found.GetProperty("classes").EnumerateArray().Select(e => e.GetInt32())];

    public static Tensor Images => new(Pictures, [Height, Width, Channels], Numbers(Pictures * Height * Width * Channels, 13, 3, 97).Select(v => (v - 40) / 64f).ToArray());

    public static IReadOnlyList<Heatmap> Maps { get; } = [.. new[] { (3, 2), (9, 7), (4, 7), (2, 2) }.Select((size, p) =>
    {
        var values = Numbers(size.Item1 * size.Item2, 7, 5 + p, 19).Select(v => (v - 4) / 8f);
        // Equal values, whose order is that of their places.
        return new Heatmap(size.Item1, size.Item2, [.. p == 1 ? values.Select(v => MathF.Round(v)) : values]);
    })];

    public static ExplainedModel Model()
    {
        var input = KerasTensor.Input([Height, Width, Channels]);
        var model = new Model(input, new Dense(3, activation: "softmax", name: "scores").Call(new Flatten().Call(input)));
        model.Weights[0].SetValues([.. Numbers(Height * Width * Channels * 3, 31, 7, 101).Select(v => (v - 50) / 512f)]);
        model.Weights[1].SetValues([0.25f, -0.125f, 0]);
        return new ExplainedModel(model);
    }

    public static double[] Doubles(string name) => Doubles(Found.GetProperty(name));

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private static IEnumerable<long> Numbers(int count, long factor, long offset, long modulus) => Enumerable.Range(0, count).Select(i => ((long)i * i * factor + i * 17 + offset) % modulus);

    private static JsonElement Read()
    {
        using var stream = typeof(FaithfulnessReference).Assembly.GetManifestResourceStream("faithfulness.json") ?? throw new InvalidOperationException("faithfulness.json is not embedded.");
        return JsonDocument.Parse(stream).RootElement;
    }
}
