using MlNetCnn.Keras;
using MlNetCnn.Tool.Networks;

namespace MlNetCnn.Tool.Tests.Networks;

public sealed class NetworkTests
{
    [Fact]
    public void Parameters_are_as_many_as_the_books_say()
    {
        Assert.Equal(3_453_121, SmallConvnet.Create().CountParams());
        Assert.Equal(3_453_121, SmallConvnet.Create(dropout: 0.5).CountParams());
        Assert.Equal(333_526, FashionConvnet.Create().CountParams());
        Assert.Equal(684_746, Cifar10Convnet.Create().CountParams());
    }

    [Fact]
    public void More_than_two_classes_have_a_softmax_unit_each()
    {
        Assert.Equal(3, SmallConvnet.Create(classes: 3).OutputShape.Count);
        Assert.Equal(3_453_121 + 2 * 513, SmallConvnet.Create(classes: 3).CountParams());
    }

    [Fact]
    public void The_fashion_convnet_has_the_layers_of_the_chapters_saved_model()
    {
        var saved = Model.Load(MlNetCnn.Testing.TestData.Path("keras_models", "fashion_mnist_best-cnn-model.keras"));

        Assert.Equal(Layers(saved), Layers(FashionConvnet.Create()));

        static IEnumerable<string> Layers(Model model) => model.Layers.Where(l => l.ClassName != "InputLayer").Select(l => $"{l.ClassName} {l.CountParams()}");
    }
}
