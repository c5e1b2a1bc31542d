# Sourced by deploy.sh. Every value that a deployment needs is asked for once and kept in infra/values/ENVIRONMENT.env. None of them is a secret.

guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

# ask NAME PATTERN DEFAULT QUESTION: takes NAME from the environment or the file, else from the person who deploys.
ask() {
  local name="$1" pattern="$2" default="$3" question="$4" value
  value="${!name:-}"
  while ! [[ "$value" =~ $pattern ]]; do
    [[ -z "$value" ]] || echo "$name: '$value' does not match $pattern" >&2
    if [[ ! -t 0 && -z "${GHC_ANSWERS:-}" ]]; then
      missing+=("$name  $question")
      return 0
    fi
    read -rp "$question${default:+ [$default]}: " value || { missing+=("$name  $question"); return 0; }
    value="${value:-$default}"
  done
  export "$name=$value"
  kept+=("$name")
}

ask_values() {
  local environment="$1" file="infra/values/$1.env" name
  missing=() kept=()
  if [[ -f "$file" ]]; then
    # What is set in the environment wins over the file.
    while IFS='=' read -r name value; do
      [[ -z "$name" || -n "${!name:-}" ]] || export "$name=$value"
    done < "$file"
  fi

  ask GHC_SUBSCRIPTION "$guid" "$(az account show --query id --output tsv 2> /dev/null || true)" "Id of the subscription"
  ask GHC_RESOURCE_GROUP '^[A-Za-z0-9._()-]{1,90}$' "ghc-$environment" "Resource group"
  ask GHC_LOCATION '^[a-z0-9]+$' eastasia "Region"
  ask GHC_OPERATOR_EMAIL '^[^@ ]+@[^@ ]+\.[^@ ]+$' '' "E-mail address for alerts"
  ask GHC_OPERATORS_ID "$guid" '' "Object id of the operators' group in Entra ID"
  ask GHC_TEXT_SENDER '^(\+[1-9][0-9]{5,14}|[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*)$' '' "Number (+…) or registered name that text messages come from"
  ask GHC_MONTHLY_BUDGET '^[1-9][0-9]*$' 3000 "Monthly amount that triggers a budget alert"
  ask GHC_BUDGET_START '^20[0-9]{2}-(0[1-9]|1[0-2])-01$' "$(date -u +%Y-%m-01)" "First day of the month of the first deployment; it cannot change later"
  if grep -q GHC_ON_CALL_NUMBER "infra/$environment.bicepparam"; then
    ask GHC_ON_CALL_COUNTRY_CODE '^[1-9][0-9]{0,2}$' 852 "Country calling code of the phone on call"
    ask GHC_ON_CALL_NUMBER '^[1-9][0-9]{4,14}$' '' "Number of the phone on call, without the country code"
  fi
  if grep -q GHC_PUBLIC_URL "infra/$environment.bicepparam"; then
    ask GHC_PUBLIC_URL '^https://[a-z0-9.-]+$' '' "Where travelers go: https://…"
  fi

  # Not asked for: without a domain no codes go by e-mail (infra/README.md).
  export GHC_EMAIL_DOMAIN="${GHC_EMAIL_DOMAIN:-}" GHC_EMAIL_SENDS="${GHC_EMAIL_SENDS:-}" GHC_PHONE_OPTIONAL="${GHC_PHONE_OPTIONAL:-}"
  kept+=(GHC_EMAIL_DOMAIN GHC_EMAIL_SENDS GHC_PHONE_OPTIONAL)

  if ((${#missing[@]})); then
    echo "Set these variables, or run this in a terminal:" >&2
    printf '  %s\n' "${missing[@]}" >&2
    return 1
  fi

  mkdir -p infra/values
  for name in "${kept[@]}"; do echo "$name=${!name}"; done > "$file"
}

# Principals cannot be asked for one by one, so they stand in the parameter file; those that begin with zeros are examples.
refuse_placeholders() {
  local lines
  if lines=$(grep -n "'00000000-" "$1" | grep -v readEnvironmentVariable); then
    echo "$1 still names principals that do not exist. Replace or remove:" >&2
    echo "$lines" >&2
    return 1
  fi
}
