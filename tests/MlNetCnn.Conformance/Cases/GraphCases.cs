using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Conformance.Cases;

/// <summary>How layers hang together.</summary>
internal static class GraphCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        new("residual", CaseKind.Graph, Residual),
        new("branches_concatenated", CaseKind.Graph, Branches),
        new("squeeze_and_excite", CaseKind.Graph, SqueezeAndExcite),
        new("several_inputs_and_outputs", CaseKind.Graph, SeveralInputsAndOutputs),
        new("shared_layer", CaseKind.Graph, SharedLayer),
        new("nested_models", CaseKind.Graph, Nested),
        new("shared_model", CaseKind.Graph, SharedModel),
        new("picture_and_vector_of_it", CaseKind.Graph, PictureAndVector),
        new("input_is_output", CaseKind.Graph, InputIsOutput),
        new("autoencoder", CaseKind.Graph, Autoencoder),
    ];

    private static Model Residual()
    {
        var input = KerasTensor.Input([8, 8, 3], "input");
        var x = new Conv2D(4, 3, padding: Padding.Same, useBias: false).Call(input);
        x = new ReLU().Call(new BatchNormalization().Call(x));
        var y = new BatchNormalization().Call(new Conv2D(4, 3, padding: Padding.Same).Call(x));
        x = new ReLU().Call(new Add().Call(x, y));
        return new Model(input, new Dense(3, "softmax").Call(new GlobalAveragePooling2D().Call(x)), "residual");
    }

    private static Model Branches()
    {
        var input = KerasTensor.Input([8, 8, 3], "input");
        var left = new Conv2D(4, 1, activation: "relu").Call(input);
        var right = new Conv2D(2, 3, padding: Padding.Same).Call(new AveragePooling2D(3, 1, Padding.Same).Call(input));
        var x = new Concatenate().Call(left, right, new MaxPooling2D(3, 1, Padding.Same).Call(input));
        return new Model(input, new Dense(3).Call(new Flatten().Call(new Concatenate(1).Call(x, x))), "branches");
    }

    private static Model SqueezeAndExcite()
    {
        var input = KerasTensor.Input([6, 6, 4], "input");
        var x = new Conv2D(6, 3, activation: "silu").Call(input);
        var s = new Reshape([1, 1, 6]).Call(new GlobalAveragePooling2D().Call(x));
        s = new Conv2D(6, 1, activation: "sigmoid").Call(new Conv2D(2, 1, activation: "relu").Call(s));
        return new Model(input, new Multiply().Call(x, s), "squeeze_and_excite");
    }

    private static Model SeveralInputsAndOutputs()
    {
        var picture = KerasTensor.Input([6, 6, 2], "picture");
        var numbers = KerasTensor.Input([5], "numbers");
        var map = new Conv2D(3, 3, activation: "relu", name: "map").Call(picture);
        var x = new Concatenate().Call(new Flatten().Call(map), new Dense(4, "tanh").Call(numbers));
        return new Model([picture, numbers], [new Dense(2, "softmax", name: "class").Call(x), map, new Dense(1, name: "value").Call(x)], "several");
    }

    private static Model SharedLayer()
    {
        KerasTensor a = KerasTensor.Input([6, 6, 2], "a"), b = KerasTensor.Input([6, 6, 2], "b");
        Layer conv = new Conv2D(3, 3), flat = new Flatten(), dense = new Dense(4);
        return new Model([a, b], [new Subtract().Call(dense.Call(flat.Call(conv.Call(a))), dense.Call(flat.Call(conv.Call(b))))], "shared_layer");
    }

    private static Model Base(string name)
    {
        var input = KerasTensor.Input([8, 8, 3]);
        var x = new BatchNormalization(name: "bn").Call(new Conv2D(4, 3, name: "conv").Call(input));
        return new Model(input, new MaxPooling2D(name: "pool").Call(new ReLU(name: "relu").Call(x)), name);
    }

    private static Model Nested() => new Sequential([new InputLayer([8, 8, 3], "input"), Base("base"), new Flatten(), new Sequential([new Dense(5, "relu"), new Dense(2, "softmax")], "head")], "nested");

    private static Model SharedModel()
    {
        KerasTensor a = KerasTensor.Input([8, 8, 3], "a"), b = KerasTensor.Input([8, 8, 3], "b");
        var twin = Base("twin");
        var pool = new GlobalMaxPooling2D();
        return new Model([a, b], [new Dot(1, normalize: true).Call(pool.Call(twin.Call(a)), pool.Call(twin.Call(b)))], "shared_model");
    }

    private static Model PictureAndVector()
    {
        var input = KerasTensor.Input([5, 5, 3], "input");
        var x = new Conv2D(4, 2, name: "conv").Call(input);
        var vector = new Dense(4, "sigmoid").Call(new Flatten().Call(x));
        return new Model([input], [new Multiply().Call(x, vector), new Flatten().Call(x)], "picture_and_vector");
    }

    private static Model InputIsOutput()
    {
        var input = KerasTensor.Input([4, 4, 2], "input");
        return new Model([input], [input, new Dropout(0.5).Call(input), new Conv2D(2, 2).Call(input)], "input_is_output");
    }

    private static Model Autoencoder()
    {
        var input = KerasTensor.Input([8, 8, 1], "input");
        var x = new Conv2D(4, 3, strides: 2, padding: Padding.Same, activation: "relu").Call(input);
        x = new Reshape([4, 4, 2]).Call(new Dense(32, "relu").Call(new Dense(6).Call(new Flatten().Call(x))));
        return new Model(input, new Conv2DTranspose(1, 3, strides: 2, padding: Padding.Same, activation: "sigmoid").Call(x), "autoencoder");
    }
}
