using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>A model's list of layers for other programs.</summary>
internal static class LayerTable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A row per layer, fields quoted where they must be (RFC 4180).</summary>
    public static string Csv(Model model, bool expandNested)
    {
        var text = new StringBuilder("index,path,class,input_shape,output_shape,params,trainable_params,trainable,activation,connected_to\n");
        foreach (var layer in model.Describe(expandNested))
        {
            string[] fields =
            [
                layer.Index.ToString(CultureInfo.InvariantCulture), layer.Path, layer.ClassName, Shapes(layer.InputShapes), Shapes(layer.OutputShapes), layer.Params.ToString(CultureInfo.InvariantCulture),
                layer.TrainableParams.ToString(CultureInfo.InvariantCulture), layer.Trainable ? "true" : "false", layer.Activation ?? "", string.Join(' ', layer.ConnectedTo),
            ];
            text.AppendJoin(',', fields.Select(Quoted)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The model with its layers; shapes without the batch, null for a size that is not known.</summary>
    public static string Json(Model model, bool expandNested)
    {
        var trainable = model.TrainableWeights;
        var root = new JsonObject
        {
            ["name"] = model.Name,
            ["class"] = model.ClassName,
            ["params"] = model.CountParams(),
            ["trainableParams"] = trainable.Sum(w => w.Shape.Count),
            ["weights"] = model.Weights.Count,
            ["trainableWeights"] = trainable.Count,
            ["layers"] = new JsonArray([.. model.Describe(expandNested).Select(layer => new JsonObject
            {
                ["index"] = layer.Index,
                ["path"] = layer.Path,
                ["class"] = layer.ClassName,
                ["inputShapes"] = Arrays(layer.InputShapes),
                ["outputShapes"] = Arrays(layer.OutputShapes),
                ["params"] = layer.Params,
                ["trainableParams"] = layer.TrainableParams,
                ["trainable"] = layer.Trainable,
                ["activation"] = layer.Activation,
                ["connectedTo"] = new JsonArray([.. layer.ConnectedTo.Select(c => JsonValue.Create(c))]),
            })]),
        };
        return root.ToJsonString(Readable) + "\n";
    }

    private static string Shapes(IReadOnlyList<Shape> shapes) => string.Join(' ', shapes.Select(s => s.ToBatchString()));

    private static JsonArray Arrays(IReadOnlyList<Shape> shapes) => new([.. shapes.Select(s => new JsonArray([.. s.Select(d => d == Shape.Unknown ? null : (JsonNode)JsonValue.Create(d))]))]);

    private static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
