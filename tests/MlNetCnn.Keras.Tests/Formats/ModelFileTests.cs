using System.Text.Json;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Files that real Keras saved, 2.1.3 to 3.14, against what h5py reads in them (Reference/model_files.py).</summary>
public class ModelFileTests
{
    [Theory]
    [InlineData("fashion_mnist_best-cnn-model.h5")]
    [InlineData("fashion_mnist_best-cnn-model.keras")]
    [InlineData("mlperftiny_cifar10_resnet8.h5")]
    [InlineData("mlperftiny_vww_96_mobilenetv1_025.h5")]
    [InlineData("cifar10_arnavagrawal.h5")]
    [InlineData("cifar10_bn_hit123esh.keras")]
    [InlineData("dl4j/fullconfigs_cnn/cnn_batch_norm.h5")]
    public void A_file_of_real_Keras_loads(string name)
    {
        var model = Model.Load(TestData.Path(["keras_models", .. name.Split('/')]));
        var facts = Facts(name);
        Assert.Equal(facts.GetProperty("layers").EnumerateArray().Select(l => l.GetString()!), model.Layers.Select(l => l.Name));
        Assert.Equal(facts.GetProperty("parameters").GetInt64(), model.CountParams());
        Check(facts.GetProperty("first"), model.Weights[0]);
        Check(facts.GetProperty("last"), model.Weights[^1]);

        // It is saved and loaded again without the loss of a bit.
        using var saved = new MemoryStream();
        model.Save(saved);
        saved.Position = 0;
        var again = Model.Load(saved, "again.keras");
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.All(model.Weights.Zip(again.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values)));
    }

    [Fact]
    public void MobileNets_ImageNet_weights_load_with_and_without_top()
    {
        var path = TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5");
        var top = Applications.MobileNet(alpha: 0.75);
        var report = top.LoadWeights(path);
        Assert.Equal(top.Layers.Where(l => l.Weights.Count > 0).Select(l => l.Name), report.Loaded);
        Assert.Equal((0, 0), (report.Missing.Count, report.Ignored.Count));
        Assert.Equal(-5.575978425308737, Sum(top.GetLayer("conv1").Weights[0]), 1e-9);
        Assert.Equal(86.09739015018567, Sum(top.GetLayer("conv_dw_13").Weights[0]), 1e-9);
        Assert.Equal(409.96130508184433, Sum(top.GetLayer("conv_pw_13_bn").Weights[3]), 1e-9);
        Assert.Equal(945.88034771178, Sum(top.GetLayer("conv_preds").Weights[0]), 1e-9);

        var byName = Applications.MobileNet(includeTop: false, inputShape: [128, 128, 3], alpha: 0.75);
        report = byName.LoadWeights(path, byName: true);
        Assert.Empty(report.Missing);
        Assert.Equal(["conv_preds"], report.Ignored);
        Assert.Equal(-4118.892204761505, Sum(byName.GetLayer("conv_pw_13_bn").Weights[1]), 1e-9);
        Assert.Equal(Sum(top.Weights[0]), Sum(Applications.ByName("mobilenet_0.75").Create(includeTop: false, weights: path).Weights[0]));
    }

    [Fact]
    public void A_weight_file_is_not_taken_for_a_model()
    {
        var e = Assert.Throws<ModelFormatException>(() => Model.Load(TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5")));
        Assert.Contains("it has weights only", e.Message);
    }

    [Fact]
    public void A_file_that_does_not_fit_changes_nothing_and_lists_every_mismatch()
    {
        var path = TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5");
        var model = Applications.MobileNet(alpha: 0.5);
        var before = model.Weights[0].Values.ToArray();
        var e = Assert.Throws<ModelFormatException>(() => model.LoadWeights(path));
        Assert.Contains("conv1/kernel: the model has (3, 3, 3, 16), the file (3, 3, 3, 24) as conv1/kernel:0", e.Message);
        Assert.Contains("conv_dw_1/kernel: the model has (3, 3, 16, 1), the file (3, 3, 24, 1)", e.Message);
        Assert.Contains("conv1/kernel: the model has", Assert.Throws<ModelFormatException>(() => model.LoadWeights(path, byName: true)).Message);
        Assert.Equal(before, model.Weights[0].Values.ToArray());
        Assert.Contains("nothing would change", Assert.Throws<ModelFormatException>(() => model.LoadWeights(path, byName: true, skipMismatch: true)).Message);
        Assert.All(model.Weights, w => Assert.Equal(0, w.Version));
    }

    [Fact]
    public void Old_SqueezeNet_files_with_slashes_in_names_are_understood()
    {
        // The model here has another architecture: the point is that the groups are found, and that the message lists them.
        var model = new Sequential([8]) { new Layers.Dense(1, name: "d") };
        var e = Assert.Throws<ModelFormatException>(() => model.LoadWeights(TestData.Path("imagenet", "squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5")));
        Assert.Contains("layer fire2/squeeze1x1: only in the file", e.Message);
    }

    internal static JsonElement Facts(string name)
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "model_files.json")));
        return facts.RootElement.GetProperty(name).Clone();
    }

    private static void Check(JsonElement facts, Weight weight)
    {
        Assert.Equal(facts.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()), weight.Shape);
        Assert.Equal(facts.GetProperty("sum").GetDouble(), Sum(weight), 1e-9);
    }

    private static double Sum(Weight weight)
    {
        double sum = 0;
        foreach (var value in weight.Values) sum += value;
        return sum;
    }
}
