using MlNetCnn.Keras;

namespace MlNetCnn.Onnx;

/// <summary>How a model is written to an ONNX file.</summary>
public sealed record OnnxOptions
{
    /// <summary>The oldest and the newest operators that can be written.</summary>
    private const int Oldest = 17, Newest = 22;

    /// <summary>
    /// Version of the operators, 17 to 22. Default 17: the first with LayerNormalization. ML.NET 5 has ONNX Runtime 1.23, which takes all of them; older runtimes (from ONNX Runtime 1.12 on)
    /// and the checkers of that time take 17.
    /// </summary>
    public int Opset { get; init; } = Oldest;

    /// <summary>
    /// Layers whose outputs the file gives, in this order; what none of them needs is left out. Named as in CompileOptions.Outputs: <c>outer/inner</c> within nested models. Null (the
    /// default) for the model's outputs.
    /// </summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>
    /// Whether outputs are given before their last softmax or sigmoid; such an output is called <c>NAME_logits</c>. Default false.
    /// </summary>
    public bool Logits { get; init; }

    /// <summary>Shapes of the inputs, for models that leave dimensions open. Null (the default) for the model's. The batch is open always.</summary>
    public IReadOnlyList<Shape>? InputShapes { get; init; }

    /// <summary>
    /// Whether a batch normalization after a convolution or dense layer becomes part of its kernel and bias: a smaller and often faster file of the same function, from which the
    /// layers cannot be told any more. Default false.
    /// </summary>
    public bool FoldBatchNormalization { get; init; }

    /// <summary>How pictures enter. Default as the model has them.</summary>
    public OnnxInputLayout InputLayout { get; init; }

    /// <summary>Names of the classes, by index, for <see cref="OnnxMetadata.ClassNames"/>. Null (the default) for none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What pixels must go through, for <see cref="OnnxMetadata.Preprocessing"/>. Null (the default) for <see cref="Model.InputPreprocessing"/>, where that is known.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>What pixels are multiplied with after the preprocessing, e.g. 1/255; more than 0. Default 1.</summary>
    public float Rescale { get; init; } = 1;

    /// <summary>
    /// Whether preprocessing and rescaling are part of the graph, which then takes RGB pixels, 0 to 255, as float32. For models with one input of pictures. Default false.
    /// </summary>
    public bool IncludePreprocessing { get; init; }

    /// <summary>
    /// Whether <see cref="ClassNames"/> also stand where ML.NET's ApplyOnnxModel looks for slot names of an output column: in a node that nobody runs, which needs the operators
    /// <c>ai.onnx.ml</c>; runtimes without them may refuse the file. Default false.
    /// </summary>
    public bool SlotNames { get; init; }

    /// <summary>The preprocessing that holds for a model; null where none is known.</summary>
    internal Preprocessing? PreprocessingOf(Model model) => Preprocessing ?? model.InputPreprocessing;

    /// <summary>Throws when something is wrong, and says all of it.</summary>
    internal void Check(Model model) => new OptionErrors(nameof(OnnxOptions))
        .Require(Opset is >= Oldest and <= Newest, nameof(Opset), Opset, $"{Oldest} to {Newest}")
        .Require(Outputs is not { Count: 0 }, $"{nameof(Outputs)} is empty: name at least one layer, or leave it null.")
        .Require(Enum.IsDefined(InputLayout), nameof(InputLayout), InputLayout, string.Join(" or ", Enum.GetNames<OnnxInputLayout>()))
        .Require(ClassNames is null || (ClassNames.Count > 0 && ClassNames.All(n => n is not null)), $"{nameof(ClassNames)} is empty or holds null.")
        .Require(Preprocessing is null || Enum.IsDefined(Preprocessing.Value), nameof(Preprocessing), Preprocessing, string.Join(", ", Enum.GetNames<Preprocessing>()))
        .Require(float.IsFinite(Rescale) && Rescale > 0, nameof(Rescale), Rescale, "more than 0")
        .Require(!SlotNames || ClassNames is not null, $"{nameof(SlotNames)} is set without {nameof(ClassNames)}.")
        .Require(InputShapes is null || InputShapes.Count == model.Inputs.Count, $"{nameof(InputShapes)} has {InputShapes?.Count} shapes; '{model.Name}' has {model.Inputs.Count} inputs.")
        .ThrowIfAny("options");
}
