using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Faithfulness;

/// <summary>Small models and maps with known answers.</summary>
internal static class Small
{
    public const int Size = 8, Patch = 4, Top = 2, Left = 3;

    /// <summary>A model whose only output is the mean of a patch of 4 x 4 in pictures of 8 x 8 x 1.</summary>
    public static ExplainedModel PatchMean()
    {
        var input = KerasTensor.Input([Size, Size, 1]);
        var model = new Model(input, new Dense(1, useBias: false).Call(new Flatten().Call(input)));
        model.Weights[0].SetValues([.. Enumerable.Range(0, Size * Size).Select(i => IsInPatch(i) ? 1f / (Patch * Patch) : 0)]);
        return new ExplainedModel(model);
    }

    public static bool IsInPatch(int pixel) => pixel / Size is >= Top and < Top + Patch && pixel % Size is >= Left and < Left + Patch;

    /// <summary>1 on the patch, 0 elsewhere.</summary>
    public static Heatmap PerfectMap { get; } = new(Size, Size, [.. Enumerable.Range(0, Size * Size).Select(i => IsInPatch(i) ? 1f : 0)]);

    public static Tensor Ones(int batch) => new(batch, [Size, Size, 1], Enumerable.Repeat(1f, batch * Size * Size).ToArray());

    /// <summary>Uniform from 0 to 1.</summary>
    public static float[] Random(int count, string purpose, int index = 0)
    {
        var random = new RandomStream(5, purpose, index);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    /// <summary>A convolutional net of two convolutions and two classes on 8 x 8 x 2.</summary>
    public static Model Convnet(long seed)
    {
        var input = KerasTensor.Input([Size, Size, 2]);
        var x = new Conv2D(4, 3, padding: Padding.Same, activation: "relu", name: "first").Call(input);
        x = new Conv2D(6, 3, padding: Padding.Same, activation: "relu", name: "second").Call(x);
        var model = new Model(input, new Dense(2, activation: "softmax", name: "classes").Call(new GlobalAveragePooling2D().Call(x)));
        model.InitializeWeights(seed);
        return model;
    }
}
