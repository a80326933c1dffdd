using System.Text.Json.Nodes;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Forms of tf.keras and Keras 3: types, modules, dictionaries, operations, shared layers.</summary>
public class Keras3FormTests
{
    /// <summary>keras/mixed_precision/policy.py of 2.4 to 2.15, keras/src/dtype_policies of 3.</summary>
    [Theory]
    [InlineData("\"float32\"", "float32")]
    [InlineData("\"float16\"", "float16")]
    [InlineData("\"float64\"", "float64")]
    [InlineData("""{"class_name": "Policy", "config": {"name": "mixed_float16"}}""", "mixed_float16")]
    [InlineData("""{"class_name": "PolicyV1", "config": {"name": "float32", "loss_scale": null}}""", "float32")]
    [InlineData("""{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_bfloat16"}, "registered_name": null, "shared_object_id": 5}""", "mixed_bfloat16")]
    public void Every_type_of_floating_point_is_read_and_kept(string type, string kept)
    {
        var model = OfLayer($$$"""{"class_name": "Dense", "config": {"name": "d", "units": 2, "dtype": {{{type}}}}}""");
        Assert.Single(model.Layers);
        Assert.Contains($$$"""{"module":"keras","class_name":"DTypePolicy","config":{"name":"{{{kept}}}"},"registered_name":null}""", model.Clone().ToJson(), StringComparison.Ordinal);
        using var folder = new TempFolder();
        model.Save(folder.File("model.h5"));
        Assert.Equal(model.ToJson(), Model.Load(folder.File("model.h5")).ToJson());
    }

    [Theory]
    [InlineData("\"int8\"", "computes in int8")]
    [InlineData("""{"module": "keras.dtype_policies", "class_name": "QuantizedDTypePolicy", "config": {"mode": "int8", "source_name": "float32"}}""", "computes in QuantizedDTypePolicy")]
    public void Others_are_refused(string type, string message) => Refused($$$"""{"class_name": "Dense", "config": {"name": "d", "units": 2, "dtype": {{{type}}}}}""", message, ModelFormatReason.Unsupported);

    [Fact]
    public void Pictures_of_bytes_may_enter()
    {
        var model = Model.FromJson("""
        {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 4, 4, 3], "dtype": "uint8", "sparse": false, "ragged": false, "optional": false}},
          {"class_name": "Rescaling", "config": {"name": "r", "scale": 0.5, "offset": 0.0}}]}}
        """);
        Assert.Equal([4, 4, 3], model.InputShape);
        Assert.Contains("\"dtype\":\"uint8\"", model.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keras.layers")]
    [InlineData("keras.src.layers.core.dense")]
    [InlineData("tf_keras.src.layers.core.dense")]
    [InlineData("tensorflow.python.keras.layers.core")]
    public void Keras_itself_has_many_modules(string module) =>
        Assert.Single(OfLayer($$"""{"module": "{{module}}", "class_name": "Dense", "config": {"name": "d", "units": 2, "lora_rank": 4, "quantization_config": null}, "registered_name": "Dense"}""").Layers);

    [Theory]
    [InlineData("keras_cv.layers", "Dense", "Dense", "from the module 'keras_cv.layers'")]
    [InlineData("kerasx", "Dense", "Dense", "from the module 'kerasx'")]
    [InlineData("keras.layers", "Dense", "Mine>Dense", "'Mine>Dense', a custom class")]
    [InlineData("keras.layers", "Mine>Dense", "Mine>Dense", "'Mine>Dense', a custom class")]
    public void Other_packages_are_refused(string module, string className, string registered, string message) =>
        Refused($$"""{"module": "{{module}}", "class_name": "{{className}}", "config": {"name": "d", "units": 2}, "registered_name": "{{registered}}"}""", message, ModelFormatReason.Code);

    [Theory]
    [InlineData("Lambda")]
    [InlineData("TFOpLambda")]
    [InlineData("SlicingOpLambda")]
    [InlineData("TensorFlowOpLayer")]
    public void Code_is_refused_with_layer_class_and_place(string className) =>
        Refused($$$"""{"class_name": "{{{className}}}", "config": {"name": "op", "function": "math.add"}}""", $"$.config.layers[0]: the layer 'op' is a {className}: it holds code", ModelFormatReason.Code);

    /// <summary>x + y with and without a common rank, keras.ops.mean, a slice, as 3.9.2 writes them (Reference/OldFiles/make_keras3.py of the engine's tests computes with such).</summary>
    [Theory]
    [InlineData("keras.src.ops.numpy", "Add", "{}", "[T, T]", "Add")]
    [InlineData("keras.src.ops.numpy", "Multiply", "{}", "[T, 2.0]", "Rescaling")]
    [InlineData("keras.src.ops.numpy", "Subtract", "{}", "[1.0, T]", "Rescaling")]
    [InlineData("keras.src.ops.numpy", "Mean", """{"axis": [1, 2], "keepdims": false}""", "[T]", "GlobalAveragePooling2D")]
    [InlineData("keras.src.ops.numpy", "Max", """{"axis": [-3, -2], "keepdims": true}""", "[T]", "GlobalMaxPooling2D")]
    [InlineData("keras.src.ops.nn", "Relu", "{}", "[T]", "Activation")]
    [InlineData("keras.src.ops.core", "Cast", """{"dtype": "bfloat16"}""", "[T]", "Identity")]
    [InlineData("keras.src.ops.nn", "Gelu", """{"approximate": false}""", "[T]", "Activation")]
    [InlineData("keras.src.ops.nn", "Gelu", """{"approximate": true}""", "[T]", "Activation")]
    [InlineData("keras.src.ops.nn", "HardShrink", """{"threshold": 0.5}""", "[T]", "Activation")]
    [InlineData("keras.src.ops.nn", "LogSoftmax", """{"axis": -1}""", "[T]", "Activation")]
    public void An_operation_that_is_a_layer_is_read(string module, string className, string config, string args, string expected) =>
        Assert.Equal(expected, OfOperation(module, className, config, args).GetLayer("op").ClassName);

    [Theory]
    [InlineData("keras.src.ops.numpy", "GetItem", "{}", "[T]")]
    [InlineData("keras.src.ops.numpy", "TrueDivide", "{}", "[1.0, T]")]
    [InlineData("keras.src.ops.numpy", "TrueDivide", "{}", "[T, T]")]
    [InlineData("keras.src.ops.numpy", "TrueDivide", "{}", "[T, 0.0]")]
    [InlineData("keras.src.ops.numpy", "Add", "{}", "[T, T, T]")]
    [InlineData("keras.src.ops.numpy", "Mean", """{"axis": [0, 1], "keepdims": false}""", "[T]")]
    [InlineData("keras.src.ops.numpy", "Max", """{"axis": [1, 2], "keepdims": false, "initial": 1.5}""", "[T]")]
    [InlineData("keras.src.ops.core", "Cast", """{"dtype": "uint8"}""", "[T]")]
    [InlineData("keras.src.ops.nn", "HardShrink", """{"threshold": 0.25}""", "[T]")]
    [InlineData("keras.src.ops.nn", "Glu", """{"axis": -1}""", "[T]")]
    [InlineData("keras.src.ops.nn", "LeakyRelu", """{"negative_slope": 0.1}""", "[T]")]
    public void Others_are_refused_with_a_hint(string module, string className, string config, string args)
    {
        var e = Assert.Throws<ModelFormatException>(() => OfOperation(module, className, config, args));
        Assert.Contains($"$.config.layers[1]: the layer 'op' is the operation {module}.{className} on tensors, which cannot be read", e.Message);
        Assert.Contains("use layers instead", e.Message);
        Assert.Equal(ModelFormatReason.Unsupported, e.Reason);
    }

    [Fact]
    public void An_operation_that_would_align_the_batch_is_refused()
    {
        const string Vector = """{"class_name": "__keras_tensor__", "config": {"shape": [null, 3], "dtype": "float32", "keras_history": ["j", 0, 0]}}""";
        const string Input = """{"class_name": "InputLayer", "name": "j", "config": {"name": "j", "batch_shape": [null, 3]}, "inbound_nodes": []}""";
        var json = OperationJson("keras.src.ops.numpy", "Add", "{}", $"[T, {Vector}]").Replace("{\"module\": \"keras.src.ops", Input + ", {\"module\": \"keras.src.ops", StringComparison.Ordinal);
        Assert.Contains("only tensors of one rank", Assert.Throws<ModelFormatException>(() => Model.FromJson(json)).Message);
    }

    /// <summary>keras/src/models/functional.py of 3: inputs and outputs are written in the structure they were given in.</summary>
    [Fact]
    public void Inputs_and_outputs_by_key_keep_their_keys()
    {
        const string Inputs = "\"input_layers\":{\"zeta\":[\"z\",0,0],\"alpha\":[\"a\",0,0]}", Outputs = "\"output_layers\":{\"sum\":[\"s\",0,0]}";
        var model = Model.FromJson($$$"""
            {"module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
              {"class_name": "InputLayer", "name": "z", "config": {"name": "z", "batch_shape": [null, 3]}, "inbound_nodes": []},
              {"class_name": "InputLayer", "name": "a", "config": {"name": "a", "batch_shape": [null, 3]}, "inbound_nodes": []},
              {"class_name": "Add", "name": "s", "config": {"name": "s"}, "inbound_nodes": [[["z", 0, 0, {}], ["a", 0, 0, {}]]]}],
              {{{Inputs}}}, {{{Outputs}}} }}
            """);
        using var folder = new TempFolder();
        model.Save(folder.File("model.h5"));
        foreach (var copy in new[] { model, model.Clone(), Model.Load(folder.File("model.h5")) })
        {
            Assert.Contains(Inputs, copy.ToJson(), StringComparison.Ordinal);
            Assert.Contains(Outputs, copy.ToJson(), StringComparison.Ordinal);
            Assert.Equal(["z", "a"], copy.Inputs.Select(i => i.Layer.Name));
        }
    }

    /// <summary>tf.keras 2.11: a model called on a dictionary, in which the second input comes first.</summary>
    [Fact]
    public void A_model_may_be_called_on_a_dictionary()
    {
        string Functional(string name, string first, string second, string layers, string output) => $$$"""
            {"class_name": "Functional", "name": "{{{name}}}", "config": {"name": "{{{name}}}", "layers": [
              {"class_name": "InputLayer", "name": "{{{first}}}", "config": {"name": "{{{first}}}", "batch_input_shape": [null, 3], "ragged": false}, "inbound_nodes": []},
              {"class_name": "InputLayer", "name": "{{{second}}}", "config": {"name": "{{{second}}}", "batch_input_shape": [null, 3], "ragged": false}, "inbound_nodes": []}, {{{layers}}}],
              "input_layers": {"{{{first}}}": ["{{{first}}}", 0, 0], "{{{second}}}": ["{{{second}}}", 0, 0]}, "output_layers": {"out": {{{output}}}}}
            """;
        var inner = Functional("inner", "a", "b", """{"class_name": "Subtract", "name": "less", "config": {"name": "less"}, "inbound_nodes": [[["a", 0, 0, {}], ["b", 0, 0, {}]]]}""", "[\"less\", 0, 0]");
        var json = Functional("m", "p", "q", inner + """, "inbound_nodes": [{"b": ["p", 0, 0, {}], "a": ["q", 0, 0, {}]}]}""", "[\"inner\", 1, 0]") + "}";
        var model = Model.FromJson(json);
        Assert.Equal(["q", "p"], model.GetLayer("inner").Nodes[0].Inputs.Select(i => i.Layer.Name));
        Assert.Contains("called on a dictionary with c, a", Assert.Throws<ModelFormatException>(() => Model.FromJson(json.Replace("{\"b\": [\"p\"", "{\"c\": [\"p\"", StringComparison.Ordinal))).Message);
    }

    /// <summary>What json.dump(model.to_json(), file) leaves, which many programs wrote.</summary>
    [Fact]
    public void A_configuration_may_be_a_JSON_string()
    {
        var json = new Sequential([3], "s") { new Dense(2, name: "d") }.ToJson();
        Assert.Equal(json, Model.FromJson(System.Text.Json.JsonSerializer.Serialize(json)).ToJson());
        Assert.Throws<ModelFormatException>(() => Model.FromJson("\"\\\"Sequential\\\"\""));
    }

    /// <summary>The .h5 files of Keras 3 leave the module out.</summary>
    [Fact]
    public void Casts_of_mixed_precision_are_read_without_a_module_too()
    {
        var json = OperationJson("keras.src.ops.core", "Cast", """{"dtype": "float16"}""", "[T]").Replace("\"module\": \"keras.src.ops.core\", ", "", StringComparison.Ordinal);
        Assert.DoesNotContain("keras.src.ops.core", json);
        var entry = JsonNode.Parse(json)!.AsObject();
        entry["keras_version"] = "3.9.2";
        Assert.IsType<Identity>(Model.FromJson(entry.ToJsonString()).GetLayer("op"));
    }

    [Fact]
    public void A_layer_of_two_models_stays_one()
    {
        var shared = new Dense(3, name: "shared");
        var stack = new Sequential([3], "stack") { new Dense(3, name: "own"), shared };
        var input = KerasTensor.Input([3], "i");
        var model = new Model(input, new Add(name: "sum").Call(stack.Call(input), shared.Call(input)), "m");
        var json = model.ToJson();
        Assert.Equal(2, json.Split("\"shared_object_id\":1").Length - 1);
        var read = Model.FromJson(json);
        Assert.Same(read.GetLayer("shared"), ((Sequential)read.GetLayer("stack")).Layers[1]);
        Assert.Equal(json, read.ToJson());
        // Keras 3.9 writes the id, an address, at the second place only.
        var without = JsonNode.Parse(json.Replace("\"shared_object_id\":1", "\"shared_object_id\":140230000000001", StringComparison.Ordinal))!;
        without["config"]!["layers"]!.AsArray().Select(l => l!.AsObject()).Single(l => (string?)l["class_name"] == "Sequential")["config"]!["layers"]![2]!.AsObject().Remove("shared_object_id");
        read = Model.FromJson(without.ToJsonString());
        Assert.Same(read.GetLayer("shared"), ((Sequential)read.GetLayer("stack")).Layers[1]);
    }

    [Fact]
    public void A_layer_of_two_models_is_not_taken_for_another_of_its_name()
    {
        var shared = new Dense(3, name: "dense");
        var input = KerasTensor.Input([3], "i");
        var x = new Sequential([3], "first") { new Dense(3, name: "dense") }.Call(input);
        x = new Sequential([3], "second") { shared }.Call(x);
        var model = new Model(input, new Sequential([3], "third") { shared }.Call(x), "m");
        var read = Model.FromJson(model.ToJson());
        Assert.Equal(model.Weights.Count, read.Weights.Count);
        Layer Inner(string name) => ((Sequential)read.GetLayer(name)).Layers[0];
        Assert.NotSame(Inner("first"), Inner("second"));
        Assert.Same(Inner("second"), Inner("third"));
    }

    private static Model OfLayer(string layer) => Model.FromJson($$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{{{layer}}}], "build_input_shape": [null, 3]}}""");

    private static void Refused(string layer, string message, ModelFormatReason reason)
    {
        var e = Assert.Throws<ModelFormatException>(() => OfLayer(layer));
        Assert.Contains(message, e.Message);
        Assert.Contains("$.config.layers[0]", e.Message);
        Assert.Equal(reason, e.Reason);
    }

    private static Model OfOperation(string module, string className, string config, string args) => Model.FromJson(OperationJson(module, className, config, args));

    private static string OperationJson(string module, string className, string config, string args)
    {
        const string Tensor = """{"class_name": "__keras_tensor__", "config": {"shape": [null, 4, 4, 3], "dtype": "float32", "keras_history": ["i", 0, 0]}}""";
        return $$$"""
            {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_shape": [null, 4, 4, 3]}, "inbound_nodes": []},
              {"module": "{{{module}}}", "class_name": "{{{className}}}", "config": {{{config}}}, "registered_name": "{{{className}}}", "name": "op",
               "inbound_nodes": [{"args": {{{args.Replace("T", Tensor, StringComparison.Ordinal)}}}, "kwargs": {}}]}],
              "input_layers": [["i", 0, 0]], "output_layers": [["op", 0, 0]]}}
            """;
    }
}
