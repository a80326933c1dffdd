using System.IO.Compression;
using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>
/// The .keras and .weights.h5 files of tf.keras 2.12 to 2.15 (keras/saving/saving_lib.py of those versions): the same layers as in Keras 3's, under other paths. Until 2.14 they stand under
/// the first attribute that has them, <c>_layer_checkpoint_dependencies</c>, which lists every layer with weights twice; 2.12 and 2.13 count it twice; paths have the system's separator.
/// </summary>
public class TfKeras2ArchiveTests
{
    private const string Old = "_layer_checkpoint_dependencies";

    public static TheoryData<string, string[]> Layouts => new()
    {
        { "2.13.1", [$"{Old}/functional/{Old}/conv2d", $"{Old}/functional/{Old}/conv2d_2", $"{Old}/dense", $"{Old}/dense_2"] },
        { "2.14.0", [$"{Old}/functional/{Old}/conv2d", $"{Old}/functional/{Old}/conv2d_1", $"{Old}/dense", $"{Old}/dense_1"] },
        { "2.15.0", ["layers/functional/layers/conv2d", "layers/functional/layers/conv2d_1", "layers/dense", "layers/dense_1"] },
        { "2.13.1", [$@"{Old}\functional\{Old}\conv2d", $@"{Old}\functional\{Old}\conv2d_2", $@"{Old}\dense", $@"{Old}\dense_2"] },
        { "2.15.0", [@"layers\functional\layers\conv2d", @"layers\functional\layers\conv2d_1", @"layers\dense", @"layers\dense_1"] },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_layers_are_found(string version, string[] paths)
    {
        var saved = Network();
        saved.InitializeWeights(5);
        using var folder = new TempFolder();
        saved.Save(folder.File("m.keras"));
        var weights = Weights(saved, paths);
        using (var zip = ZipFile.Open(folder.File("m.keras"), ZipArchiveMode.Update))
        {
            Replace(zip, "model.weights.h5", weights);
            Replace(zip, "metadata.json", System.Text.Encoding.UTF8.GetBytes($$"""{"keras_version": "{{version}}", "date_saved": "2023-08-01@12:00:00"}"""));
        }

        Same(saved, Model.Load(folder.File("m.keras")));
        File.WriteAllBytes(folder.File("m.weights.h5"), weights);
        foreach (var file in (string[])["m.keras", "m.weights.h5"])
        {
            var loaded = Network();
            Assert.Equal(["base/c1", "base/c2", "d1", "d2"], loaded.LoadWeights(folder.File(file)).Loaded);
            Same(saved, loaded);
        }

        var byName = Network();
        byName.LoadWeights(folder.File("m.keras"), byName: true);
        Same(saved, byName);
    }

    [Fact]
    public void Weights_of_another_model_are_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("m.weights.h5"), Weights(Network(), [$"{Old}/functional/{Old}/conv2d", $"{Old}/functional/{Old}/conv2d_2", $"{Old}/dense", $"{Old}/dense_2"]));
        var other = new Sequential([4]) { new Dense(4, name: "d1") };
        var e = Assert.Throws<ModelFormatException>(() => other.LoadWeights(folder.File("m.weights.h5")));
        Assert.Equal(ModelFormatReason.WeightsDoNotFit, e.Reason);
        Assert.Contains($"the file has weights at {Old}/functional/{Old}/conv2d, and the model no such layer", e.Message);
    }

    private static void Same(Model expected, Model found) => Assert.All(expected.Weights.Zip(found.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values), p.First.Path));

    private static byte[] Weights(Model model, string[] paths)
    {
        var writer = new Hdf5Writer();
        writer.Root.Group("vars");
        // Equal kernels one after the other, so that a wrong one would fit.
        foreach (var (path, layer) in paths.Zip(model.Weights.Chunk(2)))
            for (var i = 0; i < layer.Length; i++) writer.Root.Group($"{path}/vars").Dataset($"{i}", [.. layer[i].Shape.Select(d => (long)d)], layer[i].Memory);
        using var stream = new MemoryStream();
        writer.Save(stream);
        return stream.ToArray();
    }

    private static void Replace(ZipArchive zip, string name, byte[] content)
    {
        zip.GetEntry(name)!.Delete();
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(content);
    }

    private static Sequential Network()
    {
        var input = KerasTensor.Input([4, 4, 2], "input");
        var x = new Conv2D(2, 3, padding: Padding.Same, name: "c1").Call(input);
        x = new Conv2D(2, 3, padding: Padding.Same, name: "c2").Call(x);
        return new Sequential(name: "m") { new Model(input, new Flatten(name: "f").Call(x), "base"), new Dense(32, name: "d1"), new Dense(32, name: "d2") };
    }
}
