using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Cam;

/// <summary>Small seeded networks and pictures.</summary>
internal static class TinyNets
{
    /// <summary>Two convolutions and a dense head of four classes.</summary>
    public static Model Plain(long seed = 3)
    {
        var model = new Sequential([8, 6, 3], "plain")
        {
            new Conv2D(4, 3, padding: Padding.Same, activation: Activations.Relu, name: "conv1"),
            new MaxPooling2D(2, name: "pool"),
            new Conv2D(5, 3, padding: Padding.Same, activation: Activations.Relu, name: "conv2"),
            new Flatten(name: "flat"),
            new Dense(4, Activations.Softmax, name: "head"),
        };
        model.InitializeWeights(seed);
        return model;
    }

    /// <summary>The book's transfer model: a base inside a Sequential.</summary>
    public static Model Nested()
    {
        var input = KerasTensor.Input([8, 6, 3]);
        var x = new Conv2D(4, 3, padding: Padding.Same, activation: Activations.Relu, name: "block1_conv1").Call(input);
        x = new MaxPooling2D(2, name: "block1_pool").Call(x);
        x = new Conv2D(5, 3, padding: Padding.Same, activation: Activations.Relu, name: "block2_conv1").Call(x);
        var model = new Sequential([8, 6, 3], "transfer") { new Model(input, x, "base"), new Flatten(), new Dense(6, Activations.Relu, name: "dense"), new Dense(1, Activations.Sigmoid, name: "head") };
        model.InitializeWeights(5);
        return model;
    }

    /// <summary>Pictures of values from -1 to 1.</summary>
    public static Tensor Images(int batch, Shape shape)
    {
        var result = new Tensor(batch, shape);
        var state = 12345u;
        foreach (ref var value in result.Span)
        {
            state = state * 1664525 + 1013904223;
            value = (state >> 8) / (float)(1 << 23) - 1;
        }

        return result;
    }

    /// <summary>Sets a weight's values.</summary>
    public static void Set(Model model, string path, Func<int, float> value)
    {
        var weight = model.Weights.Single(w => w.Path == path);
        weight.SetValues([.. Enumerable.Range(0, weight.Values.Length).Select(value)]);
    }
}
