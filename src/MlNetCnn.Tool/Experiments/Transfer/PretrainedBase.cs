using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Tool.Bases;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A base of <c>keras.applications</c> with the weights of a file.</summary>
internal static class PretrainedBase
{
    /// <exception cref="UserErrorException">The file does not exist, or no application fits it.</exception>
    /// <exception cref="ModelFormatException">The weights do not fit the application.</exception>
    public static BaseNetwork Load(string weights, string? application, int? size, FeaturePooling? pooling)
    {
        if (!File.Exists(weights)) throw new UserErrorException($"The file of weights '{weights}' does not exist.");
        var (info, pixels) = BaseChoice.Choose(application, weights, size);
        var model = info.Create(includeTop: false, inputShape: [pixels, pixels, 3], weights: weights);
        return new BaseNetwork(info.Name, Pool(model, pooling ?? info.Pooling), info.Preprocessing, pixels);
    }

    /// <summary>The same network with weights drawn from a seed.</summary>
    /// <exception cref="UserErrorException">No application was named, or there is no such.</exception>
    public static BaseNetwork Draw(string? application, int seed, int? size, FeaturePooling? pooling)
    {
        var (info, pixels) = BaseChoice.Choose(application, null, size);
        var model = info.Create(includeTop: false, inputShape: [pixels, pixels, 3]);
        model.InitializeWeights(seed);
        return new BaseNetwork(info.Name, Pool(model, pooling ?? info.Pooling), info.Preprocessing, pixels);
    }

    private static Model Pool(Model model, FeaturePooling pooling) => pooling switch
    {
        FeaturePooling.Average => new Model(model.Inputs, [new GlobalAveragePooling2D().Call(model.Outputs[0])], model.Name),
        FeaturePooling.Max => new Model(model.Inputs, [new GlobalMaxPooling2D().Call(model.Outputs[0])], model.Name),
        _ => model,
    };
}
