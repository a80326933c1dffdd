using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests;

/// <summary>Old files, and such of Keras 3 that are hard to read back, give the numbers that scipy and real Keras 3.9.2 give (Reference/OldFiles).</summary>
public class OldFileTests
{
    /// <summary>Kernels of Theano are turned, and those of Keras 1 have other layouts: the reference computes with them as they are in the file.</summary>
    [Theory]
    [InlineData("keras1_tensorflow")]
    [InlineData("keras1_theano")]
    [InlineData("keras2_theano")]
    [InlineData("keras1_merge")]
    public void A_file_of_Keras_1_or_Theano_gives_the_numbers_it_gave(string name)
    {
        var facts = OldFile.Facts("old.json", name);
        var model = OldFile.Load(name + ".h5");
        float[][] inputs = [.. facts.GetProperty("inputs").EnumerateArray().Select(OldFile.Numbers)];
        Close(OldFile.Numbers(facts.GetProperty("output")), OldFile.Predict(model, inputs)[0]);
        // In Keras 3's form too.
        using var saved = new MemoryStream();
        model.Save(saved);
        saved.Position = 0;
        Close(OldFile.Numbers(facts.GetProperty("output")), OldFile.Predict(Model.Load(saved, "again.keras"), inputs)[0]);
    }

    [Theory]
    [InlineData("operations.keras")]
    [InlineData("operations.h5")]
    [InlineData("dictionaries.keras")]
    [InlineData("dictionaries.h5")]
    [InlineData("objects.keras")]
    [InlineData("objects.h5")]
    [InlineData("nests.keras")]
    [InlineData("nests.h5")]
    public void A_file_of_Keras_3_gives_the_numbers_of_Keras(string file)
    {
        var facts = OldFile.Facts("keras3.json", Path.GetFileNameWithoutExtension(file));
        var model = OldFile.Load(file);
        var inputs = facts.GetProperty("inputs");
        float[][] given = [.. model.Inputs.Select(i => OldFile.Numbers(inputs.EnumerateObject().Count() == 1 ? inputs.EnumerateObject().Single().Value : inputs.GetProperty(i.Layer.Name)))];
        var outputs = OldFile.Predict(model, given);
        var expected = facts.GetProperty("outputs").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, outputs.Count);
        foreach (var (e, found) in expected.Zip(outputs)) Close(OldFile.Numbers(e), found);
    }

    private static void Close(float[] expected, Tensor found)
    {
        Assert.Equal(expected.Length, found.Span.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found.Span[i], 2e-5f);
    }
}
