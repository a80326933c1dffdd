using System.Security.Cryptography;
using System.Text;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Training;

/// <summary>
/// A hash of all that decides what a model (or a layer in it) computes: the layers it depends on with their classes, names and
/// configurations, how they are connected, and the names, shapes and values of their weights.
/// </summary>
/// <remarks>
/// It errs on the safe side: initializers, for one, are part of a configuration though they do not matter once weights are drawn, so that two models which
/// compute the same may have different hashes; two that compute different things never have the same one. Whether a layer is trainable does not enter.
/// </remarks>
public static class WeightsHash
{
    /// <summary>Hashes a model, or the part of it that a layer depends on.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="upToLayer">The layer, <c>outer/inner</c> inside a nested model; null for all that the model's outputs depend on.</param>
    /// <exception cref="ArgumentException">There is no such layer, or the model is not built.</exception>
    public static ContentHash Of(Model model, string? upToLayer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "MlNetCnn weights 1");
        AppendGraph(hash, model, upToLayer);
        return ContentHash.End(hash);
    }

    private static void AppendGraph(IncrementalHash hash, Model model, string? upToLayer)
    {
        if (model.Calls.Count == 0) throw new ArgumentException($"The model '{model.Name}' is not built, so it has no weights to hash: give it an input shape.", nameof(model));
        var slash = upToLayer?.IndexOf('/') ?? -1;
        var (target, inner) = upToLayer is null ? (null, null)
            : slash < 0 ? (model.GetLayer(upToLayer), (string?)null)
            : (model.GetLayer(upToLayer[..slash]), upToLayer[(slash + 1)..]);
        if (inner is not null && target is not Model)
            throw new ArgumentException($"'{upToLayer}' names a layer inside '{target!.Name}', which is a {target.ClassName} and not a model.", nameof(upToLayer));

        var needed = Needed(model, target);
        var calls = model.Calls.Where(needed.Contains).ToList();
        var callNumbers = calls.Select((call, i) => (call, i)).ToDictionary(p => p.call, p => p.i);
        var layerNumbers = new Dictionary<Layer, int>();
        foreach (var call in calls)
        {
            if (layerNumbers.TryGetValue(call.Layer, out var number))
            {
                Append(hash, "shared");
                ContentHash.Append(hash, number);
            }
            else
            {
                layerNumbers.Add(call.Layer, layerNumbers.Count);
                AppendLayer(hash, call.Layer, ReferenceEquals(call.Layer, target) ? inner : null);
            }

            ContentHash.Append(hash, call.Inputs.Count);
            foreach (var input in call.Inputs) AppendTensor(hash, input, callNumbers);
        }

        Append(hash, "ends");
        // Which input is which: two models may differ in the order alone.
        ContentHash.Append(hash, model.Inputs.Count);
        foreach (var input in model.Inputs) ContentHash.Append(hash, callNumbers.GetValueOrDefault(input.Node, -1));
        if (target is not null)
        {
            ContentHash.Append(hash, layerNumbers[target]);
            return;
        }

        ContentHash.Append(hash, model.Outputs.Count);
        foreach (var output in model.Outputs) AppendTensor(hash, output, callNumbers);
    }

    /// <summary>The calls that the target's calls (or the outputs) depend on, themselves included.</summary>
    private static HashSet<Node> Needed(Model model, Layer? target)
    {
        var needed = new HashSet<Node>();
        var inModel = model.Calls.ToHashSet();
        var open = new Stack<Node>(target is null ? model.Outputs.Select(o => o.Node) : model.Calls.Where(c => ReferenceEquals(c.Layer, target)));
        while (open.TryPop(out var node))
        {
            if (!inModel.Contains(node) || !needed.Add(node)) continue;
            foreach (var input in node.Inputs) open.Push(input.Node);
        }

        return needed;
    }

    private static void AppendLayer(IncrementalHash hash, Layer layer, string? upToLayer)
    {
        Append(hash, layer.ClassName);
        Append(hash, layer.Name);
        if (layer is Model model)
        {
            AppendGraph(hash, model, upToLayer);
            return;
        }

        var config = new ConfigWriter();
        layer.WriteConfig(config);
        Append(hash, config.Json.ToJsonString());
        ContentHash.Append(hash, layer.Weights.Count);
        foreach (var weight in layer.Weights)
        {
            Append(hash, weight.Name);
            ContentHash.Append(hash, weight.Shape);
            ContentHash.Append(hash, weight.Values);
        }
    }

    private static void AppendTensor(IncrementalHash hash, KerasTensor tensor, Dictionary<Node, int> callNumbers)
    {
        ContentHash.Append(hash, callNumbers[tensor.Node]);
        ContentHash.Append(hash, tensor.Index);
    }

    /// <summary>Length first, so that no two lists of strings give the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ContentHash.Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
