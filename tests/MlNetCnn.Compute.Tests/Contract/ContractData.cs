using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Contract;

/// <summary>Small nets and batches for tests of every engine.</summary>
internal static class ContractData
{
    public static Tensor Batch(int batch, Shape shape, string name = "input") => new(batch, shape, Random(batch * shape.Count, name, 1));

    /// <summary>Gives every weight values of its own; variances are positive.</summary>
    public static T Filled<T>(this T model, double scale = 0.3)
        where T : Model
    {
        foreach (var weight in model.Weights)
        {
            var values = Random(weight.Shape.Count, weight.Path, scale);
            if (weight.Name == "moving_variance") values = [.. values.Select(v => 0.5f + v * v)];
            if (weight.Name == "gamma") values = [.. values.Select(v => 1 + v)];
            weight.SetValues(values);
        }

        return model;
    }

    /// <summary>Pictures (9, 8, 3) to five classes, with what training moves besides.</summary>
    public static Sequential Small() => new Sequential([9, 8, 3], name: "small")
    {
        new Conv2D(6, 3, activation: "relu", name: "conv"), new BatchNormalization(momentum: 0.8, name: "norm"), new MaxPooling2D(name: "pool"), new GlobalAveragePooling2D(name: "gap"),
        new Dropout(0.3, name: "drop"), new Dense(5, activation: "softmax", name: "top"),
    }.Filled();

    /// <summary>Class indices for a net with five classes.</summary>
    public static Tensor Labels(int batch) => new(batch, [1], Enumerable.Range(0, batch).Select(i => (float)((i * 3 + 1) % 5)).ToArray());

    public static float[][] Weights(Model model) => [.. model.Weights.Select(w => w.Values.ToArray())];

    private static float[] Random(long count, string name, double scale)
    {
        var stream = new RandomStream(1, name);
        return [.. Enumerable.Range(0, (int)count).Select(_ => (float)(scale * stream.NextNormal()))];
    }
}
