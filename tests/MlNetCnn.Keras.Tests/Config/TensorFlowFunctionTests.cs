using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

/// <summary>
/// TensorFlow functions in models of tf.keras 2, spelled as tf-keras 2.15 writes them: the calls by <c>Node.serialize</c> of tf_keras/engine/node.py, slices by
/// <c>_slice_to_dict</c> of tf_keras/layers/core/tf_op_layer.py and the ellipsis by tf_keras/saving/legacy/saved_model/json_utils.py.
/// </summary>
public class TensorFlowFunctionTests
{
    private const string Reversed = """{"slice_spec": [{"class_name": "__ellipsis__"}, {"start": null, "stop": null, "step": -1}]}""";

    /// <summary>A model with functions in every form of a call: numbers, lists, two tensors, a constant first, a list of tensors, a slice.</summary>
    public static readonly string Every = Model(
        Op("half", "math.truediv", """["i", 0, 0, {"y": 127.5, "name": null}]"""), Op("less", "math.subtract", """["half", 0, 0, {"y": [1.0, 2.0, 3.0], "name": null}]"""),
        Op("from", "math.subtract", """["_CONSTANT_VALUE", -1, 1.0, {"y": ["less", 0, 0], "name": null}]"""), Op("sum", "__operators__.add", """["half", 0, 0, {"y": ["from", 0, 0], "name": null}]"""),
        Op("bgr", "__operators__.getitem", $"""["sum", 0, 0, {Reversed}]""", "SlicingOpLambda"), Op("both", "concat", """[["sum", 0, 0, {"axis": -1}], ["bgr", 0, 0, {"axis": -1}]]"""),
        Op("padded", "pad", """["both", 0, 0, {"paddings": [[0, 0], [1, 2], [3, 4], [0, 0]]}]"""), Op("op", "math.reduce_mean", """["padded", 0, 0, {"axis": [1, 2], "keepdims": false}]"""));

    [Fact]
    public void Every_form_is_read_and_written_as_layers()
    {
        var model = Keras.Model.FromJson(Every);
        Assert.Equal(
            ["InputLayer", "Rescaling", "Rescaling", "Rescaling", "Add", "Cropping2D", "Cropping2D", "Cropping2D", "Concatenate", "Concatenate", "ZeroPadding2D", "GlobalAveragePooling2D"],
            model.Calls.Select(c => c.Layer.ClassName));
        Assert.Equal([6], model.OutputShape);
        Assert.Equal([1 / 127.5], ((Rescaling)model.GetLayer("half")).Scales);
        Assert.Equal([-1.0, -2, -3], ((Rescaling)model.GetLayer("less")).Offsets);
        Assert.Equal((-1.0, 1.0), (((Rescaling)model.GetLayer("from")).Scale, ((Rescaling)model.GetLayer("from")).Offset));
        Assert.Equal(new Edges2D(1, 2, 3, 4), ((ZeroPadding2D)model.GetLayer("padded")).Padding);
        var json = model.ToJson();
        Assert.DoesNotContain("OpLambda", json);
        Assert.Equal(json, Keras.Model.FromJson(json).ToJson());
    }

    [Theory]
    [InlineData("__operators__.add", """{"y": 3}""", "Rescaling")]
    [InlineData("math.multiply", """{"y": [[[[2.0, 2.1, 2.2]]]], "name": null}""", "Rescaling")]
    [InlineData("math.divide", """{"y": 255.0, "name": null}""", "Rescaling")]
    [InlineData("math.negative", """{"name": null}""", "Rescaling")]
    [InlineData("nn.bias_add", """{"bias": [-103.9, -116.8, -123.7], "data_format": "NHWC"}""", "Rescaling")]
    [InlineData("math.maximum", """{"y": ["i", 0, 0]}""", "Maximum")]
    [InlineData("math.maximum", """{"y": 0.0}""", "Activation")]
    [InlineData("nn.relu", "{}", "Activation")]
    [InlineData("nn.relu6", """{"name": null}""", "Activation")]
    [InlineData("math.tanh", "{}", "Activation")]
    [InlineData("nn.softmax", """{"axis": -1}""", "Activation")]
    [InlineData("nn.gelu", """{"approximate": true}""", "Activation")]
    [InlineData("nn.silu", "{}", "Activation")]
    [InlineData("nn.leaky_relu", """{"alpha": 0.1}""", "LeakyReLU")]
    [InlineData("clip_by_value", """{"clip_value_min": 0.0, "clip_value_max": 1.0}""", "ReLU")]
    [InlineData("math.reduce_max", """{"axis": [-3, -2], "keepdims": true, "name": null}""", "GlobalMaxPooling2D")]
    [InlineData("identity", "{}", "Identity")]
    [InlineData("cast", """{"dtype": "float32"}""", "Identity")]
    [InlineData("image.resize", """{"size": [4, 5], "method": "nearest"}""", "Resizing")]
    [InlineData("reshape", """{"shape": [-1, 4, 36]}""", "Reshape")]
    [InlineData("transpose", """{"perm": [0, 2, 1, 3]}""", "Permute")]
    [InlineData("math.l2_normalize", """{"axis": -1, "epsilon": 1e-12}""", "UnitNormalization")]
    public void A_function_that_is_a_layer_is_read(string function, string arguments, string expected) =>
        Assert.Equal(expected, Of(function, arguments).GetLayer("op").ClassName);

    [Theory]
    [InlineData("io.read_file", "{}")]
    [InlineData("math.abs", "{}")]
    [InlineData("math.truediv", """{"y": 0.0}""")]
    [InlineData("math.truediv", """{"y": ["i", 0, 0]}""")]
    [InlineData("math.multiply", """{"y": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]}""")]
    [InlineData("math.multiply", """{"y": "2"}""")]
    [InlineData("math.multiply", """{"y": []}""")]
    [InlineData("nn.relu", """{"y": 1.0}""")]
    [InlineData("nn.relu", """{"leak": 1.0}""")]
    [InlineData("nn.softmax", """{"axis": 1}""")]
    [InlineData("nn.bias_add", """{"bias": [1.0, 2.0, 3.0], "data_format": "NCHW"}""")]
    [InlineData("math.reduce_mean", """{"axis": [0, 1]}""")]
    [InlineData("math.reduce_mean", "{}")]
    [InlineData("cast", """{"dtype": "int32"}""")]
    [InlineData("pad", """{"paddings": [[0, 0], [1, 1], [1, 1], [0, 0]], "mode": "REFLECT"}""")]
    [InlineData("pad", """{"paddings": [[0, 0], [1, 1], [1, 1], [0, 1]]}""")]
    [InlineData("pad", """{"paddings": [[0, 0], [1, 1], [1], [0, 0]]}""")]
    [InlineData("image.resize", """{"size": [4, 5], "preserve_aspect_ratio": true}""")]
    [InlineData("image.resize", """{"size": [4, 5], "method": "area"}""")]
    [InlineData("transpose", """{"perm": [1, 0, 2, 3]}""")]
    [InlineData("reshape", """{"shape": [8, 6, 3]}""")]
    [InlineData("concat", """{"axis": -1}""")]
    [InlineData("__operators__.getitem", """{"slice_spec": [{"class_name": "__ellipsis__"}, {"start": 1, "stop": null, "step": -1}]}""")]
    [InlineData("__operators__.getitem", """{"slice_spec": [{"class_name": "__ellipsis__"}, 0]}""")]
    public void Others_are_refused_by_name(string function, string arguments)
    {
        var e = Assert.Throws<ModelFormatException>(() => Of(function, arguments));
        Assert.Contains($"$.config.layers[1]: the layer 'op' is the TensorFlow function tf.{function}, which cannot be read with these arguments; use layers instead", e.Message);
        Assert.Equal(ModelFormatReason.Unsupported, e.Reason);
    }

    /// <summary>What a function's arguments make impossible, said with the layer's name; nothing else comes out.</summary>
    [Theory]
    [InlineData("math.multiply", """["i", 0, 0, {"y": [1.0, 2.0]}]""", "2 scales or offsets")]
    [InlineData("math.multiply", """["i", 0, 0, {"y": [[[[[2.0]]]]]}]""", "a constant of rank 5")]
    [InlineData("math.multiply", """["_CONSTANT_VALUE", -1, 2.0, {"y": 3.0}]""", "0 inputs")]
    [InlineData("math.multiply", """["_CONSTANT_VALUE", -1]""", "a tensor as")]
    [InlineData("math.multiply", """{"args": [2.0], "kwargs": {}}""", "a call as")]
    [InlineData("math.multiply", "2.0", "a call as")]
    [InlineData("math.multiply", "[]", "a tensor as")]
    [InlineData("math.multiply", """["i", 0, 0, {"y": ["nowhere", 0, 0]}]""", "there is no layer 'nowhere'")]
    [InlineData("concat", """[["i", 0, 0, {"axis": -1}], ["_CONSTANT_VALUE", -1, 2.0, {"axis": -1}]]""", "index of a call")]
    [InlineData("concat", """[["i", 0, 0, {"axis": 0}], ["i", 0, 0, {"axis": 0}]]""", "axis")]
    [InlineData("transpose", """["i", 0, 0, {"perm": [0, 1, 3]}]""", "tf.transpose: ")]
    [InlineData("image.resize", """["i", 0, 0, {"size": [0, 4]}]""", "a positive size")]
    [InlineData("clip_by_value", """["i", 0, 0, {"clip_value_min": "x"}]""", "a number")]
    public void A_wrong_call_is_named(string function, string call, string message) =>
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => Keras.Model.FromJson(Model(Op("op", function, call)))).Message);

    [Fact]
    public void Numbers_among_the_tensors_of_a_layer_are_refused()
    {
        foreach (var call in (string[])["[[\"i\", 0, 0, {}], 2.0]", "[2.0]", "2.0", "[[2.0]]", "{\"args\": [2.0], \"kwargs\": {}}", "{\"a\": 2.0}", "{\"a\": []}", "[[\"_CONSTANT_VALUE\", -1, 2.0, {}]]"])
            Assert.Throws<ModelFormatException>(() => Keras.Model.FromJson(Model(
                $$$"""{"class_name": "Activation", "config": {"name": "op", "activation": "relu"}, "name": "op", "inbound_nodes": [{{{call}}}]}""")));
    }

    [Theory]
    [InlineData("[[\"i\", 0, 0, {\"y\": 2.0}], [\"i\", 0, 0, {\"y\": 2.0}]]", "called once, not 2 times")]
    [InlineData("[]", "called once, not 0 times")]
    public void A_function_is_called_once(string calls, string message) => Assert.Contains(message, Assert.Throws<ModelFormatException>(() => Keras.Model.FromJson(Model(
        $$$"""{"class_name": "TFOpLambda", "config": {"name": "op", "function": "math.multiply"}, "name": "op", "inbound_nodes": {{{calls}}}}"""))).Message);

    [Fact]
    public void Channels_are_reversed_of_pictures_alone()
    {
        var flat = Model(Op("flat", "math.reduce_mean", """["i", 0, 0, {"axis": [1, 2]}]"""), Op("op", "__operators__.getitem", $"""["flat", 0, 0, {Reversed}]""", "SlicingOpLambda"));
        Assert.Contains("reverses the last axis of", Assert.Throws<ModelFormatException>(() => Keras.Model.FromJson(flat)).Message);
        var whole = """{"start": null, "stop": null, "step": null}""";
        var four = $$$"""{"slice_spec": {"class_name": "__tuple__", "items": [{{{whole}}}, {{{whole}}}, {{{whole}}}, {"start": null, "stop": null, "step": -1}]}}""";
        Assert.Equal([8, 6, 3], Of("__operators__.getitem", four).OutputShape);
    }

    private static Model Of(string function, string arguments) => Keras.Model.FromJson(Model(Op("op", function, $"""["i", 0, 0, {arguments}]""")));

    private static string Op(string name, string function, string call, string className = "TFOpLambda") => $$$"""
        {"class_name": "{{{className}}}", "config": {"name": "{{{name}}}", "trainable": true, "dtype": "float32", "function": "{{{function}}}"}, "name": "{{{name}}}", "inbound_nodes": [{{{call}}}]}
        """;

    /// <summary>The layers behind pictures of 8 x 6; the last is called op.</summary>
    private static string Model(params string[] layers) => $$$"""
        {"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8, 6, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "i"}, "name": "i", "inbound_nodes": []},
          {{{string.Join(", ", layers)}}}], "input_layers": [["i", 0, 0]], "output_layers": [["op", 0, 0]]}, "keras_version": "2.15.0", "backend": "tensorflow"}
        """;
}
