using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>What layers make of pictures (Keras book, section 5.4.1).</summary>
public static class LayerActivations
{
    /// <summary>Runs pictures through a network once and returns what the layers give.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="layers">Names or paths of layers; null for all whose output has more than one position. All their values are held: of deep networks, ask for some at a time.</param>
    /// <param name="cancellation">Looked at between micro-batches.</param>
    /// <returns>One for each layer, in that order.</returns>
    /// <exception cref="ArgumentException">The pictures have another shape than the model takes; there is no such layer (the message lists the nearest names); no layer is named, or has positions.</exception>
    public static IReadOnlyList<LayerActivation> Of(ExplainedModel model, Tensor images, IReadOnlyList<string>? layers = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Check(images);
        FeatureLayer[] asked = [.. layers?.Select(model.Layer) ?? model.Layers.Where(l => l.Height * l.Width > 1)];
        if (asked.Length == 0)
            throw new ArgumentException(layers is null ? $"No layer of '{model.Model.Name}' has an output of more than one position: name the layers." : "No layer is named: leave the list null for all that have positions.", nameof(layers));
        var purpose = new CompileOptions { Outputs = [.. asked.Select(l => l.Path)] };
        var found = model.Run(purpose, executable => executable.Predict([images], cancellation));
        return [.. asked.Zip(found, (layer, values) => new LayerActivation(layer, values))];
    }
}
