using System.Text.Json;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>The order of layers is Keras's: weight files without names depend on it.</summary>
public class GraphOrderTests
{
    [Theory]
    [InlineData("imagenet/mobilenet_7_5_224_topology.json")]
    [InlineData("imagenet/vgg19_topology.json")]
    public void Layers_come_in_the_order_of_the_topology(string file)
    {
        var text = File.ReadAllText(TestData.Path(file.Split('/')));
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement.TryGetProperty("modelTopology", out var inner) ? inner : json.RootElement;
        var expected = root.GetProperty("model_config").GetProperty("config").GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("config").GetProperty("name").GetString()!);
        Assert.Equal(expected, Model.FromJson(text).Layers.Select(l => l.Name));
    }

    /// <summary>A residual net saved by Keras 2.4: conv2d_5, the shortcut's, comes after conv2d_4 and before the batch normalisation.</summary>
    [Fact]
    public void A_residual_net_comes_in_the_order_of_its_file()
    {
        var model = Model.Load(TestData.Path("keras_models", "mlperftiny_cifar10_resnet8.h5"));
        Assert.Equal(ModelFileTests.Facts("mlperftiny_cifar10_resnet8.h5").GetProperty("layers").EnumerateArray().Select(l => l.GetString()!), model.Layers.Select(l => l.Name));
    }

    /// <summary>As Keras 3.9 orders Model([a, b, c], f(c)).</summary>
    [Fact]
    public void Inputs_that_nothing_needs_come_first_among_the_last()
    {
        KerasTensor a = KerasTensor.Input([4], "a"), b = KerasTensor.Input([4], "b"), c = KerasTensor.Input([4], "c");
        Assert.Equal(["c", "a", "b", "f"], new Model([a, b, c], [new Layers.Dense(4, name: "f").Call(c)]).Layers.Select(l => l.Name));
    }

    [Fact]
    public void Calls_come_after_what_they_need()
    {
        var model = Applications.MobileNet(inputShape: [64, 64, 3], alpha: 0.25);
        var done = new HashSet<KerasTensor>();
        foreach (var call in model.Calls)
        {
            Assert.All(call.Inputs, t => Assert.Contains(t, done));
            done.UnionWith(call.Outputs);
        }
    }
}
