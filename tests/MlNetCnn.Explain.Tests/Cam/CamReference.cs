using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Cam;

/// <summary>The maps of small networks that make_tiny.py computed in float64, and the same networks here.</summary>
internal static class CamReference
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<Net> Nets { get; } = Read<Net[]>("cams_tiny.json");

    public static T Read<T>(string file)
    {
        using var stream = typeof(CamReference).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

    /// <summary>The method of a name in the files: a name of the table, with settings for some.</summary>
    public static CamMethod Method(string name) => name switch
    {
        "score-cam" => new ScoreCam { Weights = ScoreCamWeights.Softmax },
        "eigen-cam centered" => new EigenCam { Centered = true },
        "score-cam increase" => new ScoreCam { Weights = ScoreCamWeights.Increase },
        _ => (CamMethod)ExplanationMethods.Find(name),
    };

    /// <summary>Makes the network with its weights.</summary>
    public static Model Build(Net net, DataFormat format = DataFormat.ChannelsLast)
    {
        var (h, w, c) = (net.Shape[0], net.Shape[1], net.Shape[2]);
        var input = KerasTensor.Input(format == DataFormat.ChannelsFirst ? [c, h, w] : [h, w, c], "image");
        var model = new Model(input, net.Name switch
        {
            "plain" => Plain(input, format),
            "residual" => Residual(input, format),
            "sigmoid" => new Dense(1, Activations.Sigmoid, name: "head").Call(new GlobalAveragePooling2D(dataFormat: format).Call(Conv(input, "conv", 3, Activations.Tanh, format))),
            _ => Conv(Conv(input, "conv1", 4, Activations.Relu, format), "conv2", 5, Activations.Relu, format),
        }, net.Name);
        foreach (var weight in model.Weights) weight.SetValues(net.Weights[weight.Path]);
        return model;
    }

    /// <summary>The three pictures.</summary>
    public static Tensor Images(Net net, DataFormat format = DataFormat.ChannelsLast)
    {
        var (h, w, c) = (net.Shape[0], net.Shape[1], net.Shape[2]);
        if (format == DataFormat.ChannelsLast) return new Tensor(3, [h, w, c], net.Images);
        var result = new Tensor(3, [c, h, w]);
        for (var i = 0; i < net.Images.Length; i++) result[i / (h * w * c)][i % c * h * w + i / c % (h * w)] = net.Images[i];
        return result;
    }

    private static KerasTensor Plain(KerasTensor x, DataFormat format)
    {
        x = new MaxPooling2D(2, dataFormat: format).Call(Conv(x, "conv1", 4, Activations.Relu, format));
        x = new Flatten(format).Call(Conv(x, "conv2", 5, Activations.Relu, format));
        return new Dense(4, Activations.Softmax, name: "head").Call(x);
    }

    private static KerasTensor Residual(KerasTensor x, DataFormat format)
    {
        var a = Conv(x, "a", 4, Activations.Relu, format);
        x = new BatchNormalization(format == DataFormat.ChannelsFirst ? 1 : -1, name: "bn").Call(Conv(a, "b", 4, Activations.Linear, format));
        x = new ReLU(name: "out").Call(new Add("sum").Call(a, x));
        return new Activation(Activations.Softmax).Call(new Dense(3, name: "head").Call(new GlobalAveragePooling2D(dataFormat: format).Call(x)));
    }

    private static KerasTensor Conv(KerasTensor x, string name, int filters, ActivationFunction activation, DataFormat format) =>
        new Conv2D(filters, 3, padding: Padding.Same, activation: activation, dataFormat: format, name: name).Call(x);

    internal sealed record Net(string Name, Dictionary<string, float[]> Weights, float[] Images, int[] Shape, Case[] Cases);

    internal sealed record Case(string Layer, string Kind, JsonElement Target, int[]? Classes, float[] Scores, Dictionary<string, float[][]> Maps)
    {
        [JsonIgnore]
        public ScoreKind Score => Kind == "logit" ? ScoreKind.Logit : ScoreKind.Probability;

        /// <summary>What to ask for: the top class, classes, or (where no class is told) weights.</summary>
        [JsonIgnore]
        public Target Asked => Target.ValueKind == JsonValueKind.String ? Explain.Target.Top
            : Classes is null ? Explain.Target.Weighted([.. Target.EnumerateArray().Select(v => v.GetSingle())])
            : Explain.Target.Classes([.. Target.EnumerateArray().Select(v => v.GetInt32())]);
    }
}
