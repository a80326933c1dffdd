namespace MlNetCnn.TensorFlow;

/// <summary>What a SavedModel can be asked: <c>SignatureDef</c> of TensorFlow's <c>meta_graph.proto</c>.</summary>
/// <param name="Inputs">What is given, by the names that callers use.</param>
/// <param name="Outputs">What comes back, by the names that callers use.</param>
public sealed record SavedModelSignature(IReadOnlyDictionary<string, SavedModelTensor> Inputs, IReadOnlyDictionary<string, SavedModelTensor> Outputs)
{
    /// <summary>Name of the signature. Default <c>serving_default</c>, which TensorFlow Serving and <c>saved_model_cli</c> take when none is named.</summary>
    public string Name { get; init; } = "serving_default";

    /// <summary>What kind of question it is. Default <c>tensorflow/serving/predict</c>: tensors in, tensors out.</summary>
    public string MethodName { get; init; } = "tensorflow/serving/predict";
}
