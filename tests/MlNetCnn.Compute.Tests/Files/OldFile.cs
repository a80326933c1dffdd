using System.IO.Compression;
using System.Text.Json;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests;

/// <summary>The files of Reference/OldFiles and what their networks compute there.</summary>
internal static class OldFile
{
    public static Model Load(string name)
    {
        using var packed = Open(name + ".gz");
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        return Model.Load(unpacked, name);
    }

    public static JsonElement Facts(string file, string name)
    {
        using var stream = Open(file);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty(name).Clone();
    }

    public static float[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetSingle())];

    /// <summary>Predicts one output after the other.</summary>
    public static IReadOnlyList<Tensor> Predict(Model model, IReadOnlyList<float[]> inputs)
    {
        using var executable = new ManagedEngine().Compile(model);
        return executable.Predict([.. model.Inputs.Zip(inputs, (input, values) => new Tensor(values.Length / (int)input.Shape.Count, input.Shape, values))]);
    }

    private static Stream Open(string name) =>
        typeof(OldFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no resource {name}.");
}
