using System.Globalization;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>What <c>weights: "imagenet"</c> means for a model of <see cref="Applications"/>.</summary>
internal static class ImageNetWeights
{
    /// <summary>Path of the file, downloaded if need be.</summary>
    /// <exception cref="ArgumentException">There is no file for such a model; as in Keras, whose rules these are.</exception>
    /// <exception cref="PretrainedWeightsException">The file is not to be had.</exception>
    public static string PathFor(Model model, bool includeTop) => PretrainedWeights.Fetch(For(model, includeTop));

    /// <summary>The file.</summary>
    /// <exception cref="ArgumentException">There is none for such a model.</exception>
    public static PublishedWeights For(Model model, bool includeTop)
    {
        if (model.InputShape[2] != 3) throw new ArgumentException($"The ImageNet weights of {model.Name} are for 3 channels; its input is {model.InputShape.ToBatchString()}.", "inputShape");
        if (includeTop && model.OutputShape is var classes && (classes.Rank != 1 || classes[0] != 1000))
            throw new ArgumentException($"The ImageNet weights of {model.Name} with its top are for 1000 classes, not {classes[0]}. Leave the top out (includeTop: false), or let it be drawn (weights: null).", nameof(classes));
        var application = KnownApplications.Of(model)
            ?? throw new ArgumentException($"There are no ImageNet weights for '{model.Name}' as it is; there are for {string.Join(", ", Applications.All.Where(a => a.Weights.Count > 0))}, with their default settings.", "weights");
        int? size = model.InputShape[0] == model.InputShape[1] && model.InputShape[0] != Shape.Unknown ? model.InputShape[0] : null;
        var file = PretrainedWeights.Of(application, includeTop, size);
        if (includeTop && size != (file.Size ?? application.DefaultSize))
        {
            var sizes = application.Weights.Where(w => w.IncludesTop).Select(w => w.Size ?? application.DefaultSize).Distinct().Order().Select(s => string.Create(CultureInfo.InvariantCulture, $"{s}x{s}"));
            throw new ArgumentException($"The ImageNet weights of {model.Name} with its top are for pictures of {string.Join(", ", sizes)} pixels; its input is {model.InputShape.ToBatchString()}. Without its top it takes any size.", "inputShape");
        }

        return file;
    }
}
