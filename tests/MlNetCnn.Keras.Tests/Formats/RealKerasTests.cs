using System.Text.Json;

namespace MlNetCnn.Keras.Tests;

/// <summary>Small models that real Keras 3 saved (Reference/Keras/make.py): nested, shared, with several inputs and outputs.</summary>
public class RealKerasTests
{
    [Theory]
    [InlineData("siamese.keras")]
    [InlineData("siamese.h5")]
    [InlineData("transfer.keras")]
    [InlineData("transfer.h5")]
    [InlineData("stack.keras")]
    [InlineData("stack.h5")]
    [InlineData("decoder.keras")]
    [InlineData("decoder.h5")]
    public void What_Keras_3_saved_loads_weight_by_weight(string file)
    {
        var model = Model.Load(Path.Combine(Folder, file));
        var facts = Facts(Path.GetFileNameWithoutExtension(file));
        Assert.Equal(facts.GetProperty("layers").EnumerateArray().Select(l => l.GetString()!), model.Layers.Select(l => l.Name));
        var weights = model.Weights.ToDictionary(w => w.Path);
        var stored = facts.GetProperty("weights").EnumerateArray().ToArray();
        Assert.Equal(stored.Length, weights.Count);
        Assert.Equal(facts.GetProperty("trainable").GetInt32(), model.TrainableWeights.Count);
        foreach (var expected in stored)
        {
            var weight = weights[string.Join('/', expected.GetProperty("path").GetString()!.Split('/')[^2..])];
            Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()), weight.Shape);
            double sum = 0;
            foreach (var value in weight.Values) sum += value;
            Assert.Equal(expected.GetProperty("sum").GetDouble(), sum, 1e-9);
        }
    }

    [Theory]
    [InlineData("siamese")]
    [InlineData("transfer")]
    [InlineData("stack")]
    [InlineData("decoder")]
    public void Both_files_hold_the_same_model(string name)
    {
        Model archive = Model.Load(Path.Combine(Folder, name + ".keras")), legacy = Model.Load(Path.Combine(Folder, name + ".h5"));
        Assert.Equal(archive.ToJson(), legacy.ToJson());
        Assert.All(archive.Weights.Zip(legacy.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values)));
    }

    /// <summary>What is written is what Keras wrote, but for its ids of shared objects, the defaults of newer versions and the shapes it builds layers with.</summary>
    [Theory]
    [InlineData("siamese")]
    [InlineData("transfer")]
    [InlineData("stack")]
    [InlineData("decoder")]
    public void The_configuration_is_written_as_Keras_writes_it(string name)
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(Path.Combine(Folder, name + ".keras"));
        using var config = new StreamReader(zip.GetEntry("config.json")!.Open());
        using var theirs = JsonDocument.Parse(config.ReadToEnd());
        using var ours = JsonDocument.Parse(Model.Load(Path.Combine(Folder, name + ".keras")).ToJson());
        JsonCompare.Same(theirs.RootElement, ours.RootElement, "$");
    }

    [Theory]
    [InlineData("siamese.h5")]
    [InlineData("transfer.keras")]
    [InlineData("decoder.keras")]
    public void Mutated_files_are_read_or_refused(string file)
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("MLNETCNN_FUZZ") ?? "300", System.Globalization.CultureInfo.InvariantCulture);
        var original = File.ReadAllBytes(Path.Combine(Folder, file));
        for (var i = 0; i < rounds; i++)
        {
            var random = new RandomStream(i, file);
            var copy = original.ToArray();
            for (var flips = 1 + random.NextInt32(6); flips > 0; flips--) copy[random.NextInt32(copy.Length)] = (byte)random.NextInt32(256);
            var length = random.NextInt32(4) == 0 ? random.NextInt32(copy.Length) : copy.Length;
            try
            {
                Model.Load(new MemoryStream(copy, 0, length), "fuzzed");
            }
            catch (ModelFormatException)
            {
            }
        }
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Reference", "Keras");

    private static JsonElement Facts(string name)
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "models.json")));
        return facts.RootElement.GetProperty(name).Clone();
    }
}
